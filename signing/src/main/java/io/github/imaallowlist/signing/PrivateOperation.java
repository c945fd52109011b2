package io.github.imaallowlist.signing;

import io.github.imaallowlist.model.HashAlgorithm;
import java.io.IOException;

/** What only the private key can do, wherever it is. */
@FunctionalInterface
interface PrivateOperation {
  /**
   * Signs a message.
   *
   * @param digest of the message, by that algorithm
   * @return with EC, an ECDSA-Sig-Value in DER; with RSA, a signature of PKCS#1 v1.5
   * @throws IOException if the key is in a token, and that fails
   */
  byte[] sign(HashAlgorithm hash, byte[] digest) throws IOException;
}
