package io.github.imaallowlist.rpm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.fixtures.Content;
import io.github.imaallowlist.fixtures.Digest;
import io.github.imaallowlist.fixtures.PackagedFile;
import io.github.imaallowlist.fixtures.RpmBytes;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.rpm.finding.Finding;
import io.github.imaallowlist.rpm.finding.FindingKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Digests taken from the header, without a look at the payload. */
final class HeadersOnlyTest {
  private static RpmBytes good() {
    return RpmBytes.named("headers").executable("/usr/bin/headers", "#!/bin/sh\n");
  }

  private static ScannedPackage scan(RpmBytes rpm, HashAlgorithm... algorithms) throws IOException {
    return Scans.scan(ReadMode.HEADERS, new ByteArrayInputStream(rpm.build()), algorithms);
  }

  private static void assertFinding(ScannedPackage scanned, FindingKind kind) {
    assertThat(scanned.files()).isEmpty();
    assertThat(scanned.findings()).extracting(Finding::kind).containsExactly(kind);
  }

  @Test
  void payloadIsNotLookedAt() throws IOException {
    ScannedPackage scanned = scan(good().payloadBytes(new byte[0]), HashAlgorithm.SHA256);

    assertThat(Scans.digests(scanned, HashAlgorithm.SHA256))
        .containsEntry("/usr/bin/headers", Digest.SHA256.hex(Content.text("#!/bin/sh\n")));
  }

  @Test
  void weakDigestsAreAFindingEvenWhereTheyWereAskedFor() throws IOException {
    assertFinding(scan(good().digests(Digest.MD5), HashAlgorithm.SHA256), FindingKind.WEAK_DIGEST);
    assertFinding(scan(good().digests(Digest.SHA1), HashAlgorithm.SHA1), FindingKind.WEAK_DIGEST);
  }

  @Test
  void otherAlgorithmThanAskedForIsAFinding() throws IOException {
    assertFinding(scan(good(), HashAlgorithm.SHA512), FindingKind.OTHER_ALGORITHM);
    assertFinding(
        scan(good(), HashAlgorithm.SHA256, HashAlgorithm.SHA512), FindingKind.OTHER_ALGORITHM);
    assertThat(scan(good().digests(Digest.SHA512), HashAlgorithm.SHA512).findings()).isEmpty();
  }

  @Test
  void fileWithoutDigestIsAFinding() throws IOException {
    RpmBytes none = good().file(PackagedFile.regular("/z", Content.text("z")).digest(""));
    RpmBytes zeros =
        good().file(PackagedFile.regular("/z", Content.text("z")).digest("0".repeat(64)));

    assertFinding(scan(none, HashAlgorithm.SHA256), FindingKind.NO_DIGEST);
    assertFinding(scan(zeros, HashAlgorithm.SHA256), FindingKind.NO_DIGEST);
  }

  @Test
  void packageWithoutRegularFilesNeedsNoDigests() throws IOException {
    RpmBytes folders = RpmBytes.named("folders").directory("/srv").digests(Digest.MD5);

    assertThat(scan(folders, HashAlgorithm.SHA256).findings()).isEmpty();
    assertThat(scan(RpmBytes.named("empty"), HashAlgorithm.SHA256).findings()).isEmpty();
  }

  @Test
  void atLeastOneAlgorithmIsNeeded() {
    assertThatThrownBy(() -> new PackageReader(ReadMode.HEADERS, new TreeSet<>()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
