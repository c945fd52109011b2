package io.github.imaallowlist.rpm.cache;

import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.model.HashAlgorithm;
import java.util.SortedSet;

/**
 * All that the result of a scan depends on, besides {@link EntryFormat#RESULTS_VERSION}.
 *
 * @param checksum of the package's file, of an algorithm that is not broken
 * @param settings how the scan was made
 */
public record CacheKey(FileDigest checksum, CacheSettings settings) {
  public CacheKey {
    if (checksum.algorithm().isWeak()) {
      throw new IllegalArgumentException("two packages may have one " + checksum.algorithm());
    }
  }

  /**
   * @param algorithms of the files' digests, at least one
   * @param imaKeyring the fingerprint of the keys that verified the files' IMA signatures
   */
  public CacheKey(FileDigest checksum, SortedSet<HashAlgorithm> algorithms, FileDigest imaKeyring) {
    this(checksum, new CacheSettings(algorithms, imaKeyring));
  }

  /** Of the files' digests. */
  public SortedSet<HashAlgorithm> algorithms() {
    return settings.algorithms();
  }

  /** Which keys verified the files' IMA signatures. */
  public FileDigest imaKeyring() {
    return settings.imaKeyring();
  }

  /** As the record's own, which Java puts together at its first use, in every run. */
  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof CacheKey that
            && checksum.equals(that.checksum)
            && settings.equals(that.settings));
  }

  @Override
  public int hashCode() {
    return 31 * checksum.hashCode() + settings.hashCode();
  }

  /**
   * The name of the entry's file: the checksum, and as much of the settings as tells a few apart.
   * That the entry is of this key, it says itself.
   */
  String fileName() {
    return checksum.hex() + settings.ending(checksum.algorithm());
  }
}
