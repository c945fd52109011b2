package io.github.imaallowlist.rpm.cache;

import io.github.imaallowlist.rpm.ScannedPackage;

/**
 * What the cache keeps of a package.
 *
 * @param fileSize of the package's file, in bytes
 * @param contents without findings, with all signatures that the package has
 */
public record CacheEntry(CacheKey key, long fileSize, ScannedPackage contents) {
  public CacheEntry {
    if (!contents.findings().isEmpty() || contents.id().isEmpty()) {
      throw new IllegalArgumentException("a package with findings is read again each time");
    }
  }
}
