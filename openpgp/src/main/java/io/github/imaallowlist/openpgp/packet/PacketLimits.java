package io.github.imaallowlist.openpgp.packet;

/** The bounds of OpenPGP input, each with its reason. */
public final class PacketLimits {
  /**
   * A file of keys or of signatures: a distribution's file has some kilobytes, and a certificate
   * with thousands of third-party signatures, as key servers used to serve them, some megabytes.
   */
  public static final int FILE_BYTES = 8 << 20;

  /** Packets of a file: a certificate of 8 MiB has no more that are of any use. */
  public static final int PACKETS = 50_000;

  /** Signatures of a file: one a signer is usual. Each costs a public key operation. */
  public static final int DATA_SIGNATURES = 64;

  /** Subpackets in one area of a signature: there are some 30 types. */
  public static final int SUBPACKETS = 256;

  /** Certificates of a keyring; a distribution has had some dozens in all its life. */
  public static final int CERTIFICATES = 1_000;

  /** Subkeys of a certificate: each costs public key operations. */
  public static final int SUBKEYS = 100;

  /** User ids and attributes of a certificate: each costs public key operations. */
  public static final int USER_IDS = 200;

  /**
   * Self-signatures on one key or user id; one a year is usual. Each costs a public key operation.
   */
  public static final int SELF_SIGNATURES = 200;

  /**
   * A key: RSA with 16,384 bits, the most that OpenSSL takes, has some 2,060. A larger one would
   * only be slow to compute with.
   */
  public static final int KEY_BYTES = 4_096;

  private PacketLimits() {}
}
