package io.github.imaallowlist.rpm.trust;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.openpgp.Keyring;
import io.github.imaallowlist.rpm.ReadMode;
import io.github.imaallowlist.rpm.ScannedPackage;
import io.github.imaallowlist.rpm.finding.Finding;
import io.github.imaallowlist.rpm.finding.FindingKind;
import io.github.imaallowlist.rpm.metadata.RelativePath;
import io.github.imaallowlist.rpm.repository.LocalPackage;
import io.github.imaallowlist.rpm.repository.PackageRef;
import io.github.imaallowlist.rpm.repository.PackageSelection;
import io.github.imaallowlist.rpm.scan.PackageScanner;
import io.github.imaallowlist.rpm.scan.ScanOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/** Scans packages as the program does, and looks at what became of them. */
final class Judged {
  /** Long after all keys and signatures of the tests were made. */
  static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private Judged() {}

  static TrustPolicy require(Requirement requirement, Keyring keyring) {
    return new TrustPolicy(keyring, requirement, false, NOW);
  }

  static TrustPolicy allowing(Keyring keyring) {
    return new TrustPolicy(keyring, Requirement.EITHER, true, NOW);
  }

  /** Without metadata. */
  static ScanOutcome.Scanned scan(Path rpm, TrustPolicy trust, ReadMode mode) throws IOException {
    return scan(rpm, Optional.empty(), new MetadataProof.NotSigned(), trust, mode);
  }

  static ScanOutcome.Scanned scan(
      Path rpm,
      Optional<FileDigest> checksum,
      MetadataProof metadata,
      TrustPolicy trust,
      ReadMode mode)
      throws IOException {
    PackageRef ref =
        new PackageRef(
            RelativePath.of(rpm.getFileName().toString()),
            new LocalPackage(rpm, Files.size(rpm)),
            OptionalLong.empty(),
            checksum,
            Optional.empty(),
            Optional.empty());
    PackageScanner scanner =
        new PackageScanner(
            mode,
            new TreeSet<>(Set.of(HashAlgorithm.SHA256)),
            new PackageSelection(Set.of(), List.of(), List.of(), false, true),
            trust);
    return (ScanOutcome.Scanned) scanner.scan(ref, metadata);
  }

  static FileDigest checksum(HashAlgorithm algorithm, Path rpm) throws IOException {
    return new FileDigest(algorithm, algorithm.newMessageDigest().digest(Files.readAllBytes(rpm)));
  }

  static Proof proofOf(ScanOutcome.Scanned scanned) {
    assertThat(scanned.contents().findings()).isEmpty();
    return scanned.proof();
  }

  static void assertRefused(ScanOutcome.Scanned scanned, FindingKind kind, String... details) {
    ScannedPackage contents = scanned.contents();
    assertThat(contents.files()).isEmpty();
    assertThat(contents.links()).isEmpty();
    assertThat(scanned.proof()).isEqualTo(Proof.NONE);
    List<Finding> findings = contents.findings();
    assertThat(findings).extracting(Finding::kind).containsOnly(kind);
    assertThat(findings.get(0).detail()).contains(details);
  }
}
