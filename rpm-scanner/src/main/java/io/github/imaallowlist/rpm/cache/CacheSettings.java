package io.github.imaallowlist.rpm.cache;

import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.model.HashAlgorithm;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * How a scan was made: all that its result depends on besides the package and {@link
 * EntryFormat#RESULTS_VERSION}. Those of a run are the same for each of its packages: share them.
 */
public final class CacheSettings {
  private static final int SETTINGS_DIGITS = 16;

  private final SortedSet<HashAlgorithm> algorithms;
  private final FileDigest imaKeyring;

  /** By the algorithm of the package's checksum, as far as they were asked for. */
  private final Map<HashAlgorithm, String> endings = new ConcurrentHashMap<>();

  /**
   * @param algorithms of the files' digests, at least one
   * @param imaKeyring the {@linkplain
   *     io.github.imaallowlist.rpm.imasignature.ImaKeyring#fingerprint() fingerprint} of the keys
   *     that verified the files' IMA signatures
   */
  public CacheSettings(SortedSet<HashAlgorithm> algorithms, FileDigest imaKeyring) {
    if (algorithms.isEmpty() || algorithms.size() > CacheLimits.ALGORITHMS) {
      throw new IllegalArgumentException("expected digests in some algorithm");
    }
    if (imaKeyring.algorithm() != HashAlgorithm.SHA256) {
      throw new IllegalArgumentException("expected the fingerprint of a keyring");
    }
    this.algorithms = Collections.unmodifiableSortedSet(new TreeSet<>(algorithms));
    this.imaKeyring = imaKeyring;
  }

  /** Of the files' digests. */
  public SortedSet<HashAlgorithm> algorithms() {
    return algorithms;
  }

  /** Which keys verified the files' IMA signatures. */
  public FileDigest imaKeyring() {
    return imaKeyring;
  }

  /**
   * How the names of entries end that were made so: as much of a digest as tells a few settings
   * apart.
   */
  String ending(HashAlgorithm checksum) {
    return endings.computeIfAbsent(checksum, this::newEnding);
  }

  private String newEnding(HashAlgorithm checksum) {
    byte[] settings = EntryEncoder.settings(this, checksum);
    byte[] digest = HashAlgorithm.SHA256.newMessageDigest().digest(settings);
    return "-" + HexFormat.of().formatHex(digest).substring(0, SETTINGS_DIGITS);
  }

  /** The same, whatever the package's checksum is of. */
  Set<String> possibleEndings() {
    return Arrays.stream(HashAlgorithm.values()).map(this::ending).collect(Collectors.toSet());
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof CacheSettings that
            && imaKeyring.equals(that.imaKeyring)
            && algorithms.equals(that.algorithms));
  }

  @Override
  public int hashCode() {
    return 31 * algorithms.hashCode() + imaKeyring.hashCode();
  }

  @Override
  public String toString() {
    return algorithms + ", " + imaKeyring;
  }
}
