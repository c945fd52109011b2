package io.github.imaallowlist.rpm.imasignature;

/** What signatures and key files may ask for, each with its source. */
final class ImaSignatureLimits {
  /**
   * Bytes of a file's signature. {@code rpmsign} makes none of more than 1,024 ({@code
   * sign/rpmsignfiles.cc}); the largest of the signatures to come, ML-DSA-87, has 4,627. All of a
   * package's together are bounded by the signature header that they stand in.
   */
  static final int SIGNATURE_BYTES = 8 << 10;

  /** Bytes of a file with keys or certificates: some hundred of them with their text form. */
  static final int KEY_FILE_BYTES = 1 << 20;

  /** Keys or certificates in a file; a host's IMA keyring has a few. */
  static final int KEYS_PER_FILE = 100;

  /** Key ids that are told apart in a summary. */
  static final int KEY_IDS = 100;

  private ImaSignatureLimits() {}
}
