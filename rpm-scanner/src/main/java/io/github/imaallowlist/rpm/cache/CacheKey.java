package io.github.imaallowlist.rpm.cache;

import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.model.HashAlgorithm;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * All that the result of a scan depends on, besides {@link EntryFormat#RESULTS_VERSION}.
 *
 * @param checksum of the package's file, of an algorithm that is not broken
 * @param algorithms of the files' digests, at least one
 * @param imaKeyring the {@linkplain
 *     io.github.imaallowlist.rpm.imasignature.ImaKeyring#fingerprint() fingerprint} of the keys
 *     that verified the files' IMA signatures
 */
public record CacheKey(
    FileDigest checksum, SortedSet<HashAlgorithm> algorithms, FileDigest imaKeyring) {
  private static final int SETTINGS_DIGITS = 16;

  public CacheKey {
    if (checksum.algorithm().isWeak()) {
      throw new IllegalArgumentException("two packages may have one " + checksum.algorithm());
    }
    if (algorithms.isEmpty() || algorithms.size() > CacheLimits.ALGORITHMS) {
      throw new IllegalArgumentException("expected digests in some algorithm");
    }
    if (imaKeyring.algorithm() != HashAlgorithm.SHA256) {
      throw new IllegalArgumentException("expected the fingerprint of a keyring");
    }
    algorithms = Collections.unmodifiableSortedSet(new TreeSet<>(algorithms));
  }

  /**
   * The name of the entry's file: the checksum, and of all else as much of a digest as tells a few
   * settings apart. That the entry is of this key, it says itself.
   */
  String fileName() {
    return checksum.hex() + ending(checksum.algorithm());
  }

  private String ending(HashAlgorithm checksumAlgorithm) {
    byte[] settings = EntryEncoder.settings(this, checksumAlgorithm);
    byte[] digest = HashAlgorithm.SHA256.newMessageDigest().digest(settings);
    return "-" + HexFormat.of().formatHex(digest).substring(0, SETTINGS_DIGITS);
  }

  boolean hasSettingsOf(CacheKey other) {
    return algorithms.equals(other.algorithms) && imaKeyring.equals(other.imaKeyring);
  }

  /** How file names end of keys that differ from this one in the package at most. */
  Set<String> possibleEndings() {
    return Arrays.stream(HashAlgorithm.values()).map(this::ending).collect(Collectors.toSet());
  }
}
