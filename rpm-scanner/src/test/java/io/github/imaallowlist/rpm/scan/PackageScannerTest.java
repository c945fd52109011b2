package io.github.imaallowlist.rpm.scan;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.fixtures.Digest;
import io.github.imaallowlist.fixtures.HeaderEntry;
import io.github.imaallowlist.fixtures.RpmBytes;
import io.github.imaallowlist.fixtures.RpmFormat;
import io.github.imaallowlist.fixtures.RpmTag;
import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.model.PackageId;
import io.github.imaallowlist.rpm.ReadMode;
import io.github.imaallowlist.rpm.ScannedPackage;
import io.github.imaallowlist.rpm.finding.Finding;
import io.github.imaallowlist.rpm.finding.FindingKind;
import io.github.imaallowlist.rpm.repository.NameGlob;
import io.github.imaallowlist.rpm.repository.PackageRef;
import io.github.imaallowlist.rpm.repository.PackageSelection;
import io.github.imaallowlist.rpm.trust.TrustPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class PackageScannerTest {
  private static final PackageId ID =
      new PackageId("scanned", OptionalInt.empty(), "1.0", "1", "noarch");

  @TempDir private Path folder;
  private Path rpm;

  @BeforeEach
  void writePackage() {
    rpm = good().writeTo(folder);
  }

  private static RpmBytes good() {
    return RpmBytes.named("scanned").executable("/usr/bin/scanned", "#!/bin/sh\n");
  }

  private FileDigest checksum() throws IOException {
    byte[] bytes = Files.readAllBytes(rpm);
    return new FileDigest(HashAlgorithm.SHA256, Digest.SHA256.bytes(bytes));
  }

  private static ScannedPackage scan(ReadMode mode, PackageRef ref) {
    return Packages.scanned(Packages.scanner(mode, HashAlgorithm.SHA256).scan(ref));
  }

  private PackageRef described(long size, FileDigest checksum, PackageId id) throws IOException {
    return Packages.ref(rpm, OptionalLong.of(size), Optional.of(checksum), Optional.of(id));
  }

  @ParameterizedTest
  @EnumSource(names = {"PAYLOAD", "HEADERS"})
  void packageThatIsWhatItsMetadataSaysIsTaken(ReadMode mode) throws IOException {
    ScannedPackage scanned = scan(mode, described(Files.size(rpm), checksum(), ID));

    assertThat(scanned.findings()).isEmpty();
    assertThat(scanned.id()).contains(ID);
    assertThat(scanned.files())
        .singleElement()
        .satisfies(
            file ->
                assertThat(file.digests())
                    .extracting(FileDigest::hex)
                    .containsExactly(Digest.SHA256.hex("#!/bin/sh\n".getBytes(US_ASCII))));
  }

  @ParameterizedTest
  @EnumSource(names = {"PAYLOAD", "HEADERS"})
  void anotherChecksumIsAFinding(ReadMode mode) throws IOException {
    FileDigest other = new FileDigest(HashAlgorithm.SHA256, Digest.SHA256.bytes());

    assertOnly(
        scan(mode, described(Files.size(rpm), other, ID)),
        FindingKind.CHECKSUM_MISMATCH,
        other.hex(),
        checksum().hex());
  }

  @ParameterizedTest
  @EnumSource(names = {"PAYLOAD", "HEADERS"})
  void anotherSizeIsAFinding(ReadMode mode) throws IOException {
    assertOnly(
        scan(mode, described(Files.size(rpm) + 1, checksum(), ID)),
        FindingKind.CHECKSUM_MISMATCH,
        "bytes");
  }

  @ParameterizedTest
  @EnumSource(names = {"PAYLOAD", "HEADERS"})
  void anotherNevraIsAFinding(ReadMode mode) throws IOException {
    PackageId other = new PackageId("scanned", OptionalInt.of(1), "1.0", "1", "noarch");

    assertOnly(
        scan(mode, described(Files.size(rpm), checksum(), other)),
        FindingKind.METADATA_MISMATCH,
        other.toString(),
        ID.toString());
  }

  @Test
  void epochZeroIsNoEpoch() throws IOException {
    PackageId zero = new PackageId("scanned", OptionalInt.of(0), "1.0", "1", "noarch");

    assertThat(scan(ReadMode.PAYLOAD, described(Files.size(rpm), checksum(), zero)).findings())
        .isEmpty();
  }

  @Test
  void allFindingsOfAPackageComeTogether() throws IOException {
    FileDigest declared = checksum();
    byte[] bytes = Files.readAllBytes(rpm);
    Files.write(rpm, Arrays.copyOf(bytes, bytes.length - 20));

    ScannedPackage scanned =
        scan(
            ReadMode.PAYLOAD,
            described(
                bytes.length,
                declared,
                new PackageId("other", OptionalInt.empty(), "1.0", "1", "noarch")));

    assertThat(scanned.files()).isEmpty();
    assertThat(scanned.findings())
        .extracting(Finding::kind)
        .containsExactly(
            FindingKind.METADATA_MISMATCH,
            FindingKind.MALFORMED_PACKAGE,
            FindingKind.CHECKSUM_MISMATCH,
            FindingKind.CHECKSUM_MISMATCH);
    assertThat(scanned.findings()).allMatch(finding -> finding.packageId().equals(Optional.of(ID)));
  }

  @Test
  void packageThatWasCutShortIsNoticedWithoutItsPayload() throws IOException {
    byte[] bytes = Files.readAllBytes(rpm);
    Files.write(rpm, Arrays.copyOf(bytes, bytes.length - 1));

    assertOnly(
        scan(ReadMode.HEADERS, Packages.ref(rpm)), FindingKind.MALFORMED_PACKAGE, "should have");
  }

  @Test
  void fileThatCannotBeReadIsAFinding() throws IOException {
    Path missing = folder.resolve("missing.rpm");

    ScannedPackage scanned = scan(ReadMode.PAYLOAD, Packages.ref(missing));

    assertOnly(scanned, FindingKind.UNREADABLE_PACKAGE, "missing.rpm");
    assertThat(scanned.id()).isEmpty();
    assertThat(PackageScanner.identify(Packages.ref(missing))).isEmpty();
  }

  @Test
  void identifyReadsTheNevraAlone() throws IOException {
    assertThat(PackageScanner.identify(Packages.ref(rpm))).contains(ID);
  }

  @Test
  void packageWithoutMetadataIsDeselectedByItsHeader() throws IOException {
    Path source = RpmBytes.named("sources").source().file("x.spec", "Name: x\n").writeTo(folder);
    PackageSelection selection =
        new PackageSelection(
            Set.of("x86_64"), List.of(), List.of(NameGlob.of("scan*")), false, false);
    PackageScanner scanner =
        new PackageScanner(
            ReadMode.PAYLOAD,
            new TreeSet<>(Set.of(HashAlgorithm.SHA256)),
            selection,
            TrustPolicy.none());

    assertThat(scanner.scan(Packages.ref(rpm)))
        .isEqualTo(new ScanOutcome.Deselected(Packages.ref(rpm), PackageSelection.Reason.NAME));
    assertThat(scanner.scan(Packages.ref(source)))
        .isEqualTo(
            new ScanOutcome.Deselected(Packages.ref(source), PackageSelection.Reason.SOURCE));
  }

  @Test
  void damagedPackageOfRpm3IsToldByItsMd5() throws IOException {
    byte[] damaged =
        good()
            .format(RpmFormat.V3)
            .signatureTag(HeaderEntry.binary(RpmTag.SIG_MD5, new byte[16]))
            .build();
    Files.write(rpm, damaged);

    assertOnly(
        scan(ReadMode.PAYLOAD, Packages.ref(rpm)), FindingKind.MALFORMED_PACKAGE, "MD5 digest");
  }

  private static void assertOnly(ScannedPackage scanned, FindingKind kind, String... details) {
    assertThat(scanned.files()).isEmpty();
    assertThat(scanned.findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.kind()).isEqualTo(kind))
        .satisfies(finding -> assertThat(finding.detail()).contains(details));
  }
}
