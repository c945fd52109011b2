package io.github.imaallowlist.rpm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.fixtures.BuiltRepository;
import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.model.HashAlgorithm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What rpmbuild makes in all of its compressors, against rpm, rpm2cpio, cpio and sha256sum. */
@RequiresTool({"rpmbuild", "createrepo_c", "rpm", "rpm2cpio", "cpio", "sha256sum"})
final class BuiltPackagesTest {
  @TempDir private Path folder;

  static List<Path> packages() {
    return BuiltRepository.packages();
  }

  @ParameterizedTest
  @MethodSource("packages")
  void payloadDigestsAreThoseOfUnpackedFiles(Path rpm) throws IOException {
    ScannedPackage scanned = Scans.payload(rpm, HashAlgorithm.SHA256);

    assertThat(scanned.findings()).isEmpty();
    assertThat(Scans.digests(scanned, HashAlgorithm.SHA256))
        .hasSizeGreaterThan(7)
        .isEqualTo(RpmOracle.payloadDigests(rpm, folder));
    assertThat(scanned.unmeasured().ghosts()).isOne();
    assertThat(scanned.links()).hasSize(2);
  }

  @ParameterizedTest
  @MethodSource("packages")
  void headersAloneSayTheSame(Path rpm) throws IOException {
    ScannedPackage fromHeader = Scans.headers(rpm, HashAlgorithm.SHA256);

    assertThat(fromHeader.findings()).isEmpty();
    assertThat(Scans.digests(fromHeader, HashAlgorithm.SHA256))
        .isEqualTo(RpmOracle.headerDigests(rpm))
        .isEqualTo(Scans.digests(Scans.payload(rpm, HashAlgorithm.SHA256), HashAlgorithm.SHA256));
  }
}
