package io.github.imaallowlist.rpm.scan;

import io.github.imaallowlist.fixtures.RpmBytes;
import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.rpm.ReadMode;
import io.github.imaallowlist.rpm.cache.ScanCache;
import io.github.imaallowlist.rpm.imasignature.ImaKeyring;
import io.github.imaallowlist.rpm.repository.PackageRef;
import io.github.imaallowlist.rpm.repository.PackageSelection;
import io.github.imaallowlist.rpm.trust.TrustPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Scans of small packages through a cache of their own. */
abstract class CachedScans {
  @TempDir Path work;
  ScanCache cache;
  CacheUse use;

  @BeforeEach
  void open() throws Exception {
    cache = ScanCache.at(work.resolve("cache"));
    use = CacheUse.of(cache);
  }

  static RpmBytes rpm(String name) {
    return RpmBytes.named(name)
        .executable("/usr/bin/" + name, "#!/bin/sh\necho " + name + "\n")
        .file("/usr/lib/lib" + name + ".so", "\u007fELF" + name);
  }

  Path write(RpmBytes rpm) throws IOException {
    return Files.write(work.resolve(rpm.fileName()), rpm.build());
  }

  static PackageRef described(Path rpm) throws IOException {
    FileDigest checksum =
        new FileDigest(
            HashAlgorithm.SHA256,
            HashAlgorithm.SHA256.newMessageDigest().digest(Files.readAllBytes(rpm)));
    return Packages.ref(
        rpm, OptionalLong.of(Files.size(rpm)), Optional.of(checksum), Optional.empty());
  }

  static SortedSet<HashAlgorithm> sha256() {
    return new TreeSet<>(List.of(HashAlgorithm.SHA256));
  }

  static PackageScanner scanner(
      TrustPolicy policy, Optional<CacheUse> use, HashAlgorithm... algorithms) {
    return new PackageScanner(
        ReadMode.PAYLOAD,
        algorithms.length == 0 ? sha256() : new TreeSet<>(List.of(algorithms)),
        PackageSelection.everything(),
        policy,
        ImaKeyring.EMPTY,
        use);
  }

  ScanOutcome scan(PackageRef ref) {
    return scanner(TrustPolicy.none(), Optional.of(use)).scan(ref);
  }

  static ScanOutcome.Kept kept(ScanOutcome outcome) {
    return ((ScanOutcome.Scanned) outcome).kept();
  }

  static boolean isFromCache(ScanOutcome outcome) {
    return outcome instanceof ScanOutcome.Scanned scanned && scanned.fromCache();
  }
}
