package io.github.imaallowlist.openpgp.key;

import java.util.Arrays;
import java.util.Optional;

/** The public key algorithms of OpenPGP (RFC 9580, section 9.1). */
public enum KeyAlgorithm {
  RSA(1, "RSA", true),
  RSA_ENCRYPT_ONLY(2, "RSA (encryption only)", false),
  RSA_SIGN_ONLY(3, "RSA", true),
  ELGAMAL(16, "Elgamal", false),
  DSA(17, "DSA", true),
  ECDH(18, "ECDH", false),
  ECDSA(19, "ECDSA", true),
  EDDSA_LEGACY(22, "EdDSA", true),
  X25519(25, "X25519", false),
  X448(26, "X448", false),
  ED25519(27, "Ed25519", true),
  ED448(28, "Ed448", true);

  private final int id;
  private final String text;
  private final boolean signs;

  KeyAlgorithm(int id, String text, boolean signs) {
    this.id = id;
    this.text = text;
    this.signs = signs;
  }

  /** Empty for what we do not know, such as the post-quantum algorithms. */
  public static Optional<KeyAlgorithm> byId(int id) {
    return Arrays.stream(values()).filter(algorithm -> algorithm.id == id).findFirst();
  }

  /** The name, or the number where we do not know it. */
  public static String nameOf(int id) {
    return byId(id).map(KeyAlgorithm::toString).orElse("algorithm " + id);
  }

  /** Whether it makes signatures, and we can verify them. */
  public boolean signs() {
    return signs;
  }

  @Override
  public String toString() {
    return text;
  }
}
