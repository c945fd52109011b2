package io.github.imaallowlist.rpm.imasignature;

import io.github.imaallowlist.model.FileDigest;
import java.io.IOException;
import java.math.BigInteger;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;

/** ECDSA over a digest; the signature is strict DER (RFC 3279, section 2.2.3). */
final class EcdsaSignature {
  private EcdsaSignature() {}

  static boolean verify(ECPublicKeyParameters key, byte[] signature, FileDigest digest) {
    BigInteger[] rs;
    try {
      rs = StandardDSAEncoding.INSTANCE.decode(key.getParameters().getN(), signature);
    } catch (IOException | RuntimeException e) {
      // Bouncy Castle throws one or the other for bytes that are no DER or not in range.
      return false;
    }
    ECDSASigner verifier = new ECDSASigner();
    verifier.init(false, key);
    return verifier.verifySignature(digest.bytes(), rs[0], rs[1]);
  }
}
