package io.github.imaallowlist.rpm.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.model.PackageId;
import io.github.imaallowlist.rpm.ReadMode;
import io.github.imaallowlist.rpm.ScannedPackage;
import io.github.imaallowlist.rpm.metadata.RelativePath;
import io.github.imaallowlist.rpm.repository.LocalPackage;
import io.github.imaallowlist.rpm.repository.PackageLocation;
import io.github.imaallowlist.rpm.repository.PackageRef;
import io.github.imaallowlist.rpm.repository.PackageSelection;
import io.github.imaallowlist.rpm.trust.TrustPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/** Packages as sources list them, for tests. */
final class Packages {
  private Packages() {}

  /** A package that no metadata describes. */
  static PackageRef ref(Path file) throws IOException {
    return ref(file, OptionalLong.empty(), Optional.empty(), Optional.empty());
  }

  /** A package that metadata describes. */
  static PackageRef ref(
      Path file, OptionalLong size, Optional<FileDigest> checksum, Optional<PackageId> id)
      throws IOException {
    PackageLocation location = new LocalPackage(file, Files.exists(file) ? Files.size(file) : 0);
    RelativePath path = RelativePath.of(file.getFileName().toString());
    return new PackageRef(path, location, size, checksum, id, Optional.empty());
  }

  static PackageScanner scanner(ReadMode mode, HashAlgorithm... algorithms) {
    return new PackageScanner(
        mode,
        new TreeSet<>(List.of(algorithms)),
        PackageSelection.everything(),
        TrustPolicy.none());
  }

  static ScannedPackage scanned(ScanOutcome outcome) {
    assertThat(outcome).isInstanceOf(ScanOutcome.Scanned.class);
    return ((ScanOutcome.Scanned) outcome).contents();
  }
}
