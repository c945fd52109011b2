package io.github.imaallowlist.rpm.header;

/** What a package may ask for, each with its source. Nothing is allocated beyond these. */
public final class RpmLimits {
  /** Index entries of a header: {@code HEADER_TAGS_MAX} in RPM's {@code lib/header.cc}. */
  public static final int HEADER_ENTRIES = 0xffff;

  /**
   * Bytes in a header's store. RPM's own {@code HEADER_DATA_MAX} is 256 MiB; the largest headers of
   * distributions have some 30 MB, and a quarter of RPM's limit keeps two of them in a small heap.
   */
  public static final int HEADER_BYTES = 64 << 20;

  /** Index entries of a signature header: {@code hdrblobVerifyLengths} in {@code lib/header.cc}. */
  public static final int SIGNATURE_ENTRIES = 32;

  /** Bytes in a signature header's store: {@code hdrblobVerifyLengths} in {@code lib/header.cc}. */
  public static final int SIGNATURE_BYTES = 64 << 20;

  /**
   * Where a header ends at the latest: behind the lead, and a signature header and a header of the
   * sizes above, each with 16 bytes before its index and 16 for each entry, and padding between.
   */
  public static final long HEADERS_END =
      Lead.LENGTH
          + 16L * (2 + SIGNATURE_ENTRIES + HEADER_ENTRIES)
          + SIGNATURE_BYTES
          + 7
          + HEADER_BYTES;

  /**
   * Values in an entry that is not binary, and so the files of a package: {@code HEADER_ARRAY_MAX}
   * in {@code lib/header.cc}.
   */
  public static final int ARRAY_VALUES = 0xfffff;

  /**
   * Bytes of a package's paths together. Folder names are shared between files in the header, so
   * that a small one could ask for gigabytes; this is 64 bytes for each of a million files.
   */
  public static final int PATH_BYTES = 64 << 20;

  /** Bytes of a cpio name with its NUL: {@code CPIO_NAMESIZE_MAX} in {@code lib/cpio.cc}. */
  public static final int CPIO_NAME_BYTES = 4096;

  /** Bytes of a name, version, release or architecture: Linux's {@code NAME_MAX}. */
  public static final int NEVRA_PART_BYTES = 255;

  /** Bytes of a symbolic link's target: Linux's {@code PATH_MAX} without the NUL. */
  public static final int LINK_TARGET_BYTES = 4095;

  /**
   * Memory that an xz or lzma stream may ask for, in KiB: {@code lzma_auto_decoder} is given 100
   * MiB in RPM's {@code rpmio/rpmio.cc}; {@code xz -9} needs 65 MiB.
   */
  public static final int LZMA_MEMORY_KIB = 100 << 10;

  /**
   * The base-2 logarithm of a zstd window: {@code ZSTD_WINDOWLOG_LIMIT_DEFAULT} in {@code zstd.h},
   * which RPM's {@code rpmio/rpmio.cc} leaves as it is, so no larger one can be installed.
   */
  public static final int ZSTD_WINDOW_LOG = 27;

  /** Bytes of zeros that may follow the cpio trailer: the block sizes that writers pad to. */
  public static final int CPIO_PADDING_BYTES = 64 << 10;

  /**
   * OpenPGP signatures of a package, each of which may cost a digest over header and payload. RPM
   * sets no limit; packages have one or two, and six when a distribution changes its keys.
   */
  public static final int SIGNATURES = 16;

  /**
   * Bytes of the OpenPGP signatures in one value. The largest signature that OpenPGP knows, of
   * SLH-DSA-SHAKE-256s and its like in draft-ietf-openpgp-pqc, has some 50,000.
   */
  public static final int SIGNATURE_PACKET_BYTES = 64 << 10;

  /** Findings that are kept of one package; the rest is counted. */
  public static final int FINDINGS_PER_PACKAGE = 100;

  private RpmLimits() {}
}
