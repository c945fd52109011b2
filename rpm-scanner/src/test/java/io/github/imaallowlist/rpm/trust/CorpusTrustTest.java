package io.github.imaallowlist.rpm.trust;

import static io.github.imaallowlist.rpm.trust.Judged.proofOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.openpgp.Keyring;
import io.github.imaallowlist.rpm.ReadMode;
import io.github.imaallowlist.rpm.finding.Finding;
import io.github.imaallowlist.rpm.finding.FindingKind;
import io.github.imaallowlist.rpm.scan.ScanOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Packages and keys of rpm's own tests, with what rpm says of them. */
@EnabledIf("corpusIsThere")
final class CorpusTrustTest {
  private static final Path CORPUS = Path.of("../../shared/corpus");
  private static final Path PACKAGES = CORPUS.resolve("rpm");
  private static final Path KEYS = CORPUS.resolve("keys");
  private static final String TEST_KEY = "rpm.org-rsa-2048-test.pub";
  private static final String SIGNER = "771B18D3D7BAA28734333C424344591E1964C5FC";

  static boolean corpusIsThere() {
    return Files.isDirectory(PACKAGES);
  }

  static List<Path> packages() throws IOException {
    try (Stream<Path> files = Files.list(PACKAGES)) {
      return files.filter(file -> file.toString().endsWith(".rpm")).sorted().toList();
    }
  }

  private static ScanOutcome.Scanned scan(Path rpm, Keyring keyring, ReadMode mode)
      throws IOException {
    return Judged.scan(rpm, Judged.require(Requirement.PACKAGES, keyring), mode);
  }

  private static Keyring keyring(String file) throws IOException {
    return Keyring.read(List.of(KEYS.resolve(file)));
  }

  @ParameterizedTest
  @CsvSource({
    "hello-2.0-1.x86_64-signed.rpm,       rpm.org-rsa-2048-test.pub",
    "hello-2.0-1.x86_64-signed.rpm,       rpm.org-rsa-2048-add-subkey.asc",
    "hlinktest-1.0-1.noarch-v3sig.rpm,    rpm.org-rsa-2048-test.pub",
  })
  void packageIsProvedByTheKeyThatSignedIt(String rpm, String key) throws IOException {
    for (ReadMode mode : List.of(ReadMode.PAYLOAD, ReadMode.HEADERS)) {
      Proof proof = proofOf(scan(PACKAGES.resolve(rpm), keyring(key), mode));

      assertThat(proof.packageSignature().orElseThrow().signer()).hasToString(SIGNER);
    }
  }

  /** The two that it proves have a signature over header and payload too. */
  @Test
  void allSignaturesOfAPackageAreLookedAtWhereItsPayloadIsRead() throws IOException {
    ScanOutcome.Scanned scanned =
        scan(
            PACKAGES.resolve("hello-2.0-1.x86_64-signed.rpm"), keyring(TEST_KEY), ReadMode.PAYLOAD);

    assertThat(scanned.contents().signatures())
        .extracting(signature -> signature.tag())
        .containsExactly("RSAHEADER", "SIGPGP");
  }

  @ParameterizedTest
  @MethodSource("packages")
  @RequiresTool("rpmkeys")
  void whatThisProvesRpmProvesToo(Path rpm, @TempDir Path folder) throws IOException {
    RpmKeys rpmKeys = RpmKeys.in(folder).with(Files.readAllBytes(KEYS.resolve(TEST_KEY)));

    ScanOutcome.Scanned scanned = scan(rpm, keyring(TEST_KEY), ReadMode.PAYLOAD);

    assertThat(scanned.proof().way() == Proof.Way.PACKAGE_SIGNATURE)
        .isEqualTo(rpmKeys.provesBySignature(rpm));
  }

  @ParameterizedTest
  @MethodSource("packages")
  void keysThatMustNeverVerifyAnythingDoNot(Path rpm) throws IOException {
    for (String key :
        List.of(
            "CVE-2021-3521-badbind.asc",
            "CVE-2021-3521-nosubsig.asc",
            "alice-expired-subkey.asc")) {
      Keyring keyring;
      try {
        keyring = keyring(key);
      } catch (InputException e) {
        continue;
      }
      for (ReadMode mode : List.of(ReadMode.PAYLOAD, ReadMode.HEADERS)) {
        ScanOutcome.Scanned scanned = scan(rpm, keyring, mode);

        assertThat(scanned.proof()).as(key).isEqualTo(Proof.NONE);
        assertThat(scanned.contents().findings()).as(key).isNotEmpty();
      }
    }
  }

  @Test
  void subkeyThatHadExpiredIsNamedAsTheReason() throws IOException {
    ScanOutcome.Scanned scanned =
        scan(
            PACKAGES.resolve("hello-2.0-1.x86_64-signed-with-subkey.rpm"),
            keyring("alice-expired-subkey.asc"),
            ReadMode.PAYLOAD);

    assertThat(scanned.contents().findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.kind()).isEqualTo(FindingKind.UNUSABLE_SIGNATURE))
        .extracting(Finding::detail)
        .asString()
        .contains("RSAHEADER", "expired");
  }
}
