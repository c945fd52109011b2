package io.github.imaallowlist.rpm.cache;

import io.github.imaallowlist.rpm.header.RpmLimits;

/** What an entry of the cache may ask for, each with its source. */
public final class CacheLimits {
  /**
   * Bytes of an entry. A package with {@link RpmLimits#ARRAY_VALUES} files, each with a name of 30
   * bytes and a SHA-256 digest, has some 70 MB. What a scan makes beyond that is not kept.
   */
  public static final int ENTRY_BYTES = 128 << 20;

  /** Algorithms in which files are digested; Linux and RPM know no more that matter. */
  static final int ALGORITHMS = 16;

  /** Entries of a folder: twenty times the packages of the largest distributions. */
  static final int ENTRIES = 2_000_000;

  private CacheLimits() {}
}
