package io.github.imaallowlist.signing.pem;

/** What a PEM file is expected to hold, and so how much it may; each limit with its reason. */
public enum PemContents {
  /**
   * A key, its parameters, and a chain of certificates. The largest certificates in use, with their
   * text form, have some 20 KiB.
   */
  KEY("key file", 64 * 1024, 16),

  /** Certificates, such as all those that Mozilla trusts: 140 in 220 KiB. */
  CERTIFICATES("file of certificates", 1024 * 1024, 512),

  /** Certificate revocation lists; Debian's largest public ones have some 10 MiB. */
  REVOCATION_LISTS("file of revocation lists", 16 * 1024 * 1024, 64),

  /** A detached signature with its certificates; one of ours has 2 to 8 KiB. */
  SIGNATURE("signature", 1024 * 1024, 1);

  private final String noun;
  private final int bytes;
  private final int blocks;

  PemContents(String noun, int bytes, int blocks) {
    this.noun = noun;
    this.bytes = bytes;
    this.blocks = blocks;
  }

  /** For messages, such as {@code key file}. */
  public String noun() {
    return noun;
  }

  /** Of a whole file, at most. */
  public int maxBytes() {
    return bytes;
  }

  /** In one file, at most. */
  public int maxBlocks() {
    return blocks;
  }
}
