package io.github.imaallowlist.rpm.scan;

import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.rpm.cache.CacheSettings;
import io.github.imaallowlist.rpm.cache.ScanCache;
import io.github.imaallowlist.rpm.imasignature.ImaKeyring;
import io.github.imaallowlist.rpm.repository.StoredScans;
import java.io.IOException;
import java.util.SortedSet;

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

  /** Packages are not read, and those without an entry are findings. */
  public static CacheUse only(ScanCache cache) {
    return new CacheUse(cache, true, HashAlgorithm.SHA256);
  }

  /**
   * All packages of which there are entries made with these settings.
   *
   * @param name of the cache, as the user gave it
   */
  public StoredScans packages(
      String name, SortedSet<HashAlgorithm> algorithms, ImaKeyring imaKeyring) throws IOException {
    return StoredScans.in(name, cache, new CacheSettings(algorithms, imaKeyring.fingerprint()));
  }
}
