package io.github.imaallowlist.rpm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.fixtures.HeaderEntry;
import io.github.imaallowlist.fixtures.ImaSigner;
import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.RpmBytes;
import io.github.imaallowlist.fixtures.RpmTag;
import io.github.imaallowlist.fixtures.Tools;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.model.ImaKeyId;
import io.github.imaallowlist.model.ImaSignature;
import io.github.imaallowlist.rpm.finding.FindingKind;
import io.github.imaallowlist.rpm.imasignature.FileSignatureCounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is taken of {@code FILESIGNATURES} when there is no certificate to verify it. */
final class FileSignaturesTest {
  private static final Path CORPUS = Path.of("../../shared/corpus/rpm");
  private static final String SIGNATURE = "030204a59825540001ff";

  @TempDir private Path work;

  @Test
  @EnabledIf("corpusIsThere")
  @RequiresTool("rpm")
  void signaturesOfFedorasPackageAreThoseThatRpmPrints() throws IOException {
    Path rpm = CORPUS.resolve("imatest-1.0-1.fc34.noarch.rpm");

    ScannedPackage scanned = Scans.payload(rpm, HashAlgorithm.SHA256);

    assertThat(attributes(scanned)).hasSize(2).isEqualTo(printed(rpm));
    assertThat(scanned.fileSignatures().unknownKey().byKey())
        .containsExactlyEntriesOf(new TreeMap<>(Map.of(new ImaKeyId(0xa5982554), 2L)));
    assertThat(attributes(Scans.headers(rpm, HashAlgorithm.SHA256))).isEqualTo(printed(rpm));
  }

  static boolean corpusIsThere() {
    return Files.isDirectory(CORPUS);
  }

  @Test
  @RequiresTool({"rpm", "evmctl", "openssl"})
  void filesWithoutASignatureStandBetweenThoseWithOne() throws IOException {
    ImaSigner signer = ImaSigner.rsa(work, "signer");
    Path rpm = signed("", signer.sign("one"), "", "", signer.sign("two")).writeTo(work);

    ScannedPackage scanned = Scans.payload(rpm, HashAlgorithm.SHA512);

    assertThat(scanned.findings()).isEmpty();
    assertThat(scanned.files())
        .extracting(file -> file.path() + " " + file.imaSignature().isPresent())
        .containsExactly("/usr/bin/one true", "/usr/bin/plain false", "/usr/bin/two true");
    assertThat(attributes(scanned)).isEqualTo(printed(rpm));
    assertThat(scanned.fileSignatures().files()).isEqualTo(2);
  }

  /** A folder, {@code one}, a ghost, a file and {@code two}. */
  private static RpmBytes signed(String... signatures) {
    return RpmBytes.named("signed")
        .directory("/usr/bin")
        .file("/usr/bin/one", "one")
        .ghost("/usr/bin/owned")
        .file("/usr/bin/plain", "plain")
        .file("/usr/bin/two", "two")
        .signatureTag(HeaderEntry.strings(RpmTag.SIG_FILE_SIGNATURES, List.of(signatures)));
  }

  private static Map<String, String> attributes(ScannedPackage scanned) {
    return scanned.files().stream()
        .filter(file -> file.imaSignature().isPresent())
        .collect(
            Collectors.toMap(
                file -> file.path().toString(),
                file ->
                    HexFormat.of()
                        .formatHex(
                            file.imaSignature().map(ImaSignature::attribute).orElseThrow())));
  }

  private static Map<String, String> printed(Path rpm) {
    return Tools.run(
            "rpm", "-qp", "--nosignature", "--qf", "[%{FILENAMES} %{FILESIGNATURES}\\n]", rpm)
        .succeeded()
        .text()
        .lines()
        .map(line -> line.split(" ", -1))
        .filter(columns -> !columns[1].isEmpty())
        .collect(Collectors.toMap(columns -> columns[0], columns -> columns[1]));
  }

  @Test
  void packageWithoutTheTagHasNone() throws IOException {
    ScannedPackage scanned =
        Scans.payload(RpmBytes.named("a").file("/usr/bin/a", "content").build());

    assertThat(scanned.fileSignatures()).isEqualTo(FileSignatureCounts.NONE);
    assertThat(scanned.files()).allMatch(file -> file.imaSignature().isEmpty());
  }

  @Test
  void zerosAndEmptyStringsAreNone() throws IOException {
    ScannedPackage scanned =
        Scans.payload(signed("", "00".repeat(80), "", "", "00".repeat(9)).build());

    assertThat(scanned.findings()).isEmpty();
    assertThat(scanned.fileSignatures().files()).isZero();
  }

  @Test
  void signaturesOfWhatIsNotShippedAreNotCounted() throws IOException {
    ScannedPackage scanned = Scans.payload(signed(SIGNATURE, SIGNATURE, SIGNATURE, "", "").build());

    assertThat(scanned.findings()).isEmpty();
    assertThat(scanned.fileSignatures().files()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"060304a59825540001ff", "030304a59825540001ff", "030212a59825540001ff"})
  void formThatIsNotReadIsCountedAndNoFinding(String hex) throws IOException {
    ScannedPackage scanned = Scans.payload(signed(hex, SIGNATURE, hex, hex, hex).build());

    assertThat(scanned.findings()).isEmpty();
    assertThat(scanned.fileSignatures().notVerifiable()).isEqualTo(2);
    assertThat(scanned.fileSignatures().files()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({
    "030204a59825540001ff00, announces 1 bytes",
    "030204a59825540001f, not hexadecimal digits",
    "030204a59825540001fg, not hexadecimal digits",
    "0000, 2 bytes",
    "01aabbccddeeff001122, type 3",
  })
  void malformedOneIsAFindingThatNamesFileAndPlace(String hex, String problem) throws IOException {
    byte[] rpm = signed("", SIGNATURE, "", "", hex).build();

    ScannedPackage scanned = Scans.payload(rpm);

    assertThat(scanned.files()).isEmpty();
    assertThat(scanned.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.kind()).isEqualTo(FindingKind.BAD_FILE_SIGNATURE);
              assertThat(finding.path().orElseThrow()).hasToString("/usr/bin/two");
              assertThat(finding.detail()).contains(problem, "at byte ");
            });
  }

  @Test
  void oversizedOneIsAFinding() throws IOException {
    String large = "03".repeat(8193);

    assertThat(Scans.payload(signed("", large, "", "", SIGNATURE).build()).findings())
        .singleElement()
        .satisfies(
            finding ->
                assertThat(finding.detail()).contains("16,386 hexadecimal", "limit is 16,384"));
  }

  @Test
  void numberOtherThanThatOfTheFilesIsMalformed() throws IOException {
    assertThat(Scans.payload(signed(SIGNATURE, SIGNATURE).build()).findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.kind()).isEqualTo(FindingKind.MALFORMED_PACKAGE);
              assertThat(finding.detail()).contains("(274) has 2 values for 5 files");
            });
  }

  @Test
  void tagOfAnotherTypeIsMalformed() throws IOException {
    byte[] rpm =
        signed()
            .signatureTag(HeaderEntry.int32s(RpmTag.SIG_FILE_SIGNATURES, 1, 2, 3, 4, 5))
            .build();

    assertThat(Scans.payload(rpm).findings())
        .extracting(finding -> finding.kind())
        .containsExactly(FindingKind.MALFORMED_PACKAGE);
  }
}
