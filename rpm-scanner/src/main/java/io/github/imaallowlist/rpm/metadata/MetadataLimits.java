package io.github.imaallowlist.rpm.metadata;

import io.github.imaallowlist.ima.policy.PolicyLimits;

/**
 * What metadata and folders may ask for, at most.
 *
 * <p>The formats themselves set no limits. These are well above what the largest public
 * repositories have (Fedora's and openSUSE's: some 70,000 packages, 0.25 GB of XML), and low enough
 * that hostile metadata cannot exhaust memory.
 */
public final class MetadataLimits {
  /** Bytes of {@code repomd.xml}, which is held in memory; usual ones have 2 to 10 KB. */
  public static final int REPOMD_BYTES = 8 << 20;

  /** Bytes of a metalink or a list of mirrors, held in memory; Fedora's have up to 100 KB. */
  public static final int MIRRORS_BYTES = 1 << 20;

  /** Mirrors of one repository; Fedora gives some 100. The rest is left out. */
  public static final int MIRRORS = 1_000;

  /** {@code data} elements in {@code repomd.xml}; usual are 3 to 20. */
  public static final int DATA_RECORDS = 1_000;

  /** Elements below the root of {@code repomd.xml}: the records, a revision, some tags. */
  public static final int REPOMD_CHILDREN = 2 * DATA_RECORDS;

  /** {@code repo} elements in {@code repomd.xml}; OBS writes one, and one for each of a product. */
  public static final int REPO_TAGS = 1_000;

  /** Bytes of {@code primary.xml} after decompression, whatever {@code repomd.xml} announces. */
  public static final long PRIMARY_BYTES = 2L << 30;

  /**
   * Bytes of {@code filelists-ext.xml} after decompression. Fedora's file lists have 0.6 GB, and a
   * digest for each file doubles that. It is never in memory as a whole.
   */
  public static final long FILELISTS_EXT_BYTES = 16L << 30;

  /**
   * Bytes of an allowlist after decompression. One of 10,000,000 files in an envelope has 2 GB. It
   * is never in memory as a whole.
   */
  public static final long ALLOWLIST_BYTES = 16L << 30;

  /** Bytes of a detached signature; several with their certificates have some 20 KB. */
  public static final long SIGNATURE_BYTES = 1L << 20;

  /** Packages in one repository or folder. */
  public static final int PACKAGES = 500_000;

  /** Bytes of a package whose size no metadata gives; the largest public ones have some 4 GB. */
  public static final long PACKAGE_BYTES = 64L << 30;

  /** Characters kept of all packages of one repository together: names, versions, locations. */
  public static final long KEPT_CHARACTERS = 128L << 20;

  /** Characters of one value that is kept. A path has at most 4,095 bytes in Linux. */
  public static final int VALUE_CHARACTERS = 4_095;

  /** How deep elements nest; {@code primary.xml} needs 5. */
  public static final int XML_DEPTH = 32;

  /**
   * Bytes that the parser may take in for one piece of markup: a tag with its attributes, a
   * comment. It holds the whole piece in memory.
   */
  public static final int XML_MARKUP_BYTES = 1 << 20;

  /** Different names of elements and attributes; the parser remembers each. Usual are 50. */
  public static final int XML_NAMES = 1_000;

  /** Memory of the xz decoder in KiB. What {@code xz -9} writes needs 65 MiB. */
  public static final int XZ_MEMORY_KIB = 128 << 10;

  /** Base 2 logarithm of zstd's window; 27 (128 MiB) is also the zstd tool's default. */
  public static final int ZSTD_WINDOW_LOG = 27;

  /** Entries of all kinds in one folder tree. */
  public static final int FOLDER_ENTRIES = 4_000_000;

  /** Folders below each other; {@code PATH_MAX} allows some 2,000. */
  public static final int FOLDER_DEPTH = 200;

  /** In seconds since 1970; the last of the year 9999, up to which ISO 8601 needs four digits. */
  public static final long TIMESTAMP = 253_402_300_799L;

  /** What the types of all records begin with that this program makes. */
  private static final String ALLOWLIST_TYPES = "ima-";

  private MetadataLimits() {}

  /** Bytes that a metadata file of a type may have after decompression. */
  public static long contentOf(String type) {
    if (type.startsWith(ALLOWLIST_TYPES)) {
      return switch (type) {
        case "ima-policy" -> PolicyLimits.FILE_BYTES;
        case "ima-allowlist-signature" -> SIGNATURE_BYTES;
        default -> ALLOWLIST_BYTES;
      };
    }
    return type.equals(Repomd.FILELISTS_EXT) ? FILELISTS_EXT_BYTES : PRIMARY_BYTES;
  }
}
