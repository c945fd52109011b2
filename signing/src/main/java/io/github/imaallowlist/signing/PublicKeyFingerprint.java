package io.github.imaallowlist.signing;

import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.signing.pem.Pem;
import java.util.HexFormat;

/** The name that this program has for a public key of any kind. */
public final class PublicKeyFingerprint {
  private PublicKeyFingerprint() {}

  /**
   * Lower-case hexadecimal SHA-256 of the key's PEM file, as {@code sha256sum} has it.
   *
   * @param publicKeyInfo SubjectPublicKeyInfo in DER
   */
  public static String of(byte[] publicKeyInfo) {
    byte[] pem = Pem.encode("PUBLIC KEY", publicKeyInfo);
    return HexFormat.of().formatHex(HashAlgorithm.SHA256.newMessageDigest().digest(pem));
  }
}
