package io.github.imaallowlist.rpm.scan;

import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.rpm.ScannedPackage;
import io.github.imaallowlist.rpm.cache.CacheEntry;
import io.github.imaallowlist.rpm.cache.CacheKey;
import io.github.imaallowlist.rpm.cache.CacheLookup;
import io.github.imaallowlist.rpm.cache.CacheSettings;
import io.github.imaallowlist.rpm.finding.FindingKind;
import io.github.imaallowlist.rpm.imasignature.ImaKeyring;
import io.github.imaallowlist.rpm.repository.LocalPackage;
import io.github.imaallowlist.rpm.repository.PackageLocation;
import io.github.imaallowlist.rpm.repository.PackageRef;
import io.github.imaallowlist.rpm.repository.StoredScan;
import io.github.imaallowlist.rpm.version.RpmVersions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.SortedSet;

/**
 * What a cache has of packages, for scans with certain settings; and what it is to keep.
 *
 * <p>An entry is used where a scan of the package that the metadata names would give just that: its
 * checksum is the metadata's, and its size and NEVRA are too. All that does not fit so is left to a
 * scan, which says what is wrong. Whether the file on this machine still is that package, its size
 * alone says: its content is not read.
 */
final class CachedResults {
  private static final int PIECE = 128 << 10;

  private final CacheUse use;
  private final CacheSettings settings;

  CachedResults(CacheUse use, SortedSet<HashAlgorithm> algorithms, ImaKeyring imaKeyring) {
    this.use = use;
    this.settings = new CacheSettings(algorithms, imaKeyring.fingerprint());
  }

  /** Whether packages are not to be read. */
  boolean only() {
    return use.only();
  }

  /** The algorithm of checksums that no metadata gives. */
  HashAlgorithm checksum() {
    return use.checksum();
  }

  /**
   * What there is of a package; or why there is nothing, in one line.
   *
   * @param kind of the finding that this is where the package is not to be read
   */
  record Result(Optional<CacheEntry> entry, FindingKind kind, String problem) {
    static Result of(CacheEntry entry) {
      return new Result(Optional.of(entry), FindingKind.NOT_IN_CACHE, "");
    }

    static Result none(String problem) {
      return new Result(Optional.empty(), FindingKind.NOT_IN_CACHE, problem);
    }
  }

  /**
   * Whether there seems to be an entry for a package, by names alone. Not for one without a
   * checksum in the metadata, which has to be read to tell.
   */
  boolean seemsToHave(PackageRef ref) {
    return ref.location() instanceof StoredScan
        || (ref.checksum().isPresent()
            && !ref.checksum().get().algorithm().isWeak()
            && use.cache().hasFile(keyOf(ref.checksum().get())));
  }

  /**
   * Looks for a package's entry.
   *
   * @throws IOException if its file has to be read for that, and cannot be
   */
  Result find(PackageRef ref) throws IOException {
    if (ref.location() instanceof StoredScan stored) {
      CacheLookup lookup = use.cache().find(stored.file(), settings);
      return lookup instanceof CacheLookup.Found found
          ? Result.of(found.entry())
          : Result.none(problemOf(lookup));
    }
    Optional<FileDigest> checksum =
        ref.checksum().isPresent() ? ref.checksum() : checksumOf(ref.location());
    if (checksum.isEmpty() || checksum.get().algorithm().isWeak()) {
      return Result.none("no checksum is known by which it could be found");
    }
    CacheKey key = keyOf(checksum.get());
    CacheLookup lookup = use.cache().find(key);
    if (lookup instanceof CacheLookup.Found found) {
      return held(found.entry(), ref);
    }
    Optional<String> otherwise =
        only() && lookup instanceof CacheLookup.Absent
            ? use.cache().madeOtherwise(key)
            : Optional.empty();
    return otherwise
        .map(how -> "it was scanned " + how)
        .map(how -> new Result(Optional.empty(), FindingKind.SCANNED_OTHERWISE, how))
        .orElseGet(() -> Result.none(problemOf(lookup)));
  }

  private static String problemOf(CacheLookup lookup) {
    return lookup instanceof CacheLookup.Unusable unusable
        ? unusable.problem()
        : "the cache has no entry for it";
  }

  private static Result held(CacheEntry entry, PackageRef ref) {
    long size = entry.fileSize();
    if (ref.size().orElse(size) != size || ref.location().size().orElse(size) != size) {
      return Result.none("the package that was scanned has %,d bytes".formatted(size));
    }
    boolean same =
        ref.id().isEmpty()
            || RpmVersions.isSameNevra(ref.id().get(), entry.contents().id().orElseThrow());
    return same
        ? Result.of(entry)
        : Result.none("the package that was scanned is " + entry.contents().id().get());
  }

  private Optional<FileDigest> checksumOf(PackageLocation location) throws IOException {
    if (!(location instanceof LocalPackage local)) {
      // It would have to be fetched for that, and then again to be read.
      return Optional.empty();
    }
    MessageDigest digest = use.checksum().newMessageDigest();
    byte[] buffer = new byte[PIECE];
    try (InputStream in = Files.newInputStream(local.file())) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    return Optional.of(new FileDigest(use.checksum(), digest.digest()));
  }

  private CacheKey keyOf(FileDigest checksum) {
    return new CacheKey(checksum, settings);
  }

  /**
   * Keeps what came of a package.
   *
   * @param checksum of all the bytes that it was taken from
   * @param size of the package's file, in bytes
   * @param contents of the payload, without findings, with all signatures
   * @return whether it is kept
   */
  boolean keep(FileDigest checksum, long size, ScannedPackage contents) {
    return !checksum.algorithm().isWeak()
        && use.cache().put(new CacheEntry(keyOf(checksum), size, contents));
  }
}
