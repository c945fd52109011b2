package io.github.imaallowlist.rpm.scan;

import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.rpm.cache.ScanCache;

/**
 * How scans use a cache.
 *
 * @param only whether packages are not read, and those without an entry are findings
 * @param checksum by which packages are known that no metadata describes
 */
public record CacheUse(ScanCache cache, boolean only, HashAlgorithm checksum) {
  public CacheUse {
    if (checksum.isWeak()) {
      throw new IllegalArgumentException("two packages may have one " + checksum);
    }
  }

  /** Entries that are there are used, and those that are not are made. */
  public static CacheUse of(ScanCache cache) {
    return new CacheUse(cache, false, HashAlgorithm.SHA256);
  }
}
