package io.github.imaallowlist.toolkit;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.signing.KeyPairGeneration;
import java.io.IOException;

/** Makes a key pair for signing allowlists. */
public final class Keygen {
  private Keygen() {}

  /**
   * Makes and writes the pair.
   *
   * @return the fingerprint of the public key, as {@code sha256sum} of its file has it
   * @throws AllowlistException if a file exists already, or cannot be written
   */
  public static String run(KeygenRequest request) throws AllowlistException {
    try {
      KeyPairGeneration generation =
          request.passphrase().isPresent()
              ? KeyPairGeneration.encrypted(request.curve(), request.passphrase().get())
              : KeyPairGeneration.plain(request.curve());
      return generation.write(request.privateKey(), request.publicKey()).fingerprint();
    } catch (IOException e) {
      throw Failures.of(e);
    }
  }
}
