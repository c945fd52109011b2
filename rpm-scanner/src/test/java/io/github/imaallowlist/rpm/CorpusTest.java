package io.github.imaallowlist.rpm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.rpm.finding.FindingKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Packages that nobody here made, against rpm, rpm2cpio, cpio and sha256sum. */
@EnabledIf("corpusIsThere")
@RequiresTool({"rpm", "rpm2cpio", "rpm2archive", "cpio", "tar", "sha256sum"})
final class CorpusTest {
  private static final Path CORPUS = Path.of("../../shared/corpus/rpm");
  private static final String CORRUPTED = "hello-2.0-1.x86_64-corrupted.rpm";

  @TempDir private Path folder;

  static boolean corpusIsThere() {
    return Files.isDirectory(CORPUS);
  }

  static Stream<Path> soundPackages() throws IOException {
    try (Stream<Path> files = Files.list(CORPUS)) {
      return files
          .filter(file -> file.toString().endsWith(".rpm") && !file.endsWith(CORRUPTED))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("soundPackages")
  void payloadDigestsAreThoseOfUnpackedFiles(Path rpm) throws IOException {
    ScannedPackage scanned = Scans.payload(rpm, HashAlgorithm.SHA256);

    assertThat(scanned.findings()).isEmpty();
    assertThat(scanned.id().orElseThrow().toString()).startsWith(RpmOracle.nevr(rpm) + ".");
    assertThat(Scans.digests(scanned, HashAlgorithm.SHA256))
        .isEqualTo(RpmOracle.payloadDigests(rpm, folder));
  }

  @ParameterizedTest
  @MethodSource("soundPackages")
  void headerDigestsAreThoseThatRpmPrints(Path rpm) throws IOException {
    ScannedPackage scanned = Scans.payload(rpm, HashAlgorithm.MD5, HashAlgorithm.SHA256);
    HashAlgorithm algorithm = scanned.headerAlgorithm().orElse(HashAlgorithm.SHA256);

    assertThat(Scans.digests(scanned, algorithm)).isEqualTo(RpmOracle.headerDigests(rpm));
  }

  @Test
  void damagedPackageContributesNothing() throws IOException {
    ScannedPackage scanned = Scans.payload(CORPUS.resolve(CORRUPTED), HashAlgorithm.SHA256);

    assertThat(scanned.files()).isEmpty();
    assertThat(scanned.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.kind()).isEqualTo(FindingKind.MALFORMED_PACKAGE);
              assertThat(finding.detail()).contains("archive ends");
            });
  }
}
