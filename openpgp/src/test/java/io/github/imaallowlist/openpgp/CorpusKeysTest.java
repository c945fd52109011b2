package io.github.imaallowlist.openpgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.Tools;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys and packages of rpm's own tests: what rpm refuses is refused here. */
@RequiresTool("rpm")
final class CorpusKeysTest {
  private static final Path CORPUS = Path.of("../../shared/corpus");
  private static final String GOOD_KEY = "771B18D3D7BAA28734333C424344591E1964C5FC";

  @BeforeAll
  static void corpusIsThere() {
    assumeTrue(Files.isDirectory(CORPUS), "no test data in " + CORPUS);
  }

  /** Of the header signature in a package of the corpus, under a key of the corpus. */
  private static SignatureCheck check(String key, String rpm) throws IOException {
    Path file = CORPUS.resolve("rpm/" + rpm + ".rpm");
    String signature = Tools.run("rpm", "-qp", "--qf", "%{RSAHEADER}", file).succeeded().text();
    return Checks.all(
            Keyring.read(List.of(CORPUS.resolve("keys/" + key))),
            HexFormat.of().parseHex(signature),
            header(Files.readAllBytes(file)),
            Checks.NOW)
        .get(0);
  }

  /** Behind the lead and the signature header, which is padded to 8 bytes. */
  private static byte[] header(byte[] rpm) {
    int start = (96 + headerLength(rpm, 96) + 7) / 8 * 8;
    return Arrays.copyOfRange(rpm, start, start + headerLength(rpm, start));
  }

  private static int headerLength(byte[] rpm, int at) {
    ByteBuffer intro = ByteBuffer.wrap(rpm, at + 8, 8);
    return 16 + 16 * intro.getInt() + intro.getInt();
  }

  @ParameterizedTest
  @CsvSource({
    "rpm.org-rsa-2048-test.pub, hello-2.0-1.x86_64-signed",
    "rpm.org-rsa-2048-test.pub, hlinktest-1.0-1.noarch-v3sig",
    "rpm.org-rsa-2048-add-subkey.asc, hello-2.0-1.x86_64-signed"
  })
  void rpmsTestKeyProvesWhatItSigned(String key, String rpm) throws IOException {
    SignatureCheck check = check(key, rpm);

    assertThat(check.isGood()).as(check.detail()).isTrue();
    assertThat(check.signer().orElseThrow()).hasToString(GOOD_KEY);
  }

  @ParameterizedTest
  @CsvSource({
    "CVE-2021-3521-badbind.asc, hello-2.0-1.x86_64-signed, KEY_MAY_NOT_SIGN",
    "CVE-2021-3521-nosubsig.asc, hello-2.0-1.x86_64-signed, KEY_MAY_NOT_SIGN",
    "alice-expired-subkey.asc, hello-2.0-1.x86_64-signed-with-subkey, KEY_EXPIRED",
    "rpm.org-rsa-2048-test.pub, hello-2.0-1.x86_64-signed-with-subkey, UNKNOWN_KEY",
    "alice-expired-subkey.asc, hello-2.0-1.x86_64-signed, UNKNOWN_KEY"
  })
  void keysThatProveNothingProveNothing(String key, String rpm, SignatureStatus expected)
      throws IOException {
    SignatureCheck check = check(key, rpm);

    assertThat(check.status()).as(check.detail()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"CVE-2021-3521-badbind.asc", "CVE-2021-3521-nosubsig.asc"})
  void listingSaysThatAnUnboundSubkeyMakesACertificateWorthless(String key) throws IOException {
    Keyring keyring = Keyring.read(List.of(CORPUS.resolve("keys/" + key)));

    KeyListing listing = keyring.certificates().get(0).listing(Checks.NOW);

    assertThat(listing.verifies()).isFalse();
    assertThat(listing.problems())
        .containsExactly(
            "subkey %s is not followed by a signature"
                .formatted(listing.subkeys().get(0).fingerprint()));
    assertThat(listing.primary().fingerprint()).hasToString(GOOD_KEY);
  }

  @Test
  void badCopyOfACertificateSpoilsTheGoodOne() throws IOException {
    Keyring keyring =
        Keyring.read(
            List.of(
                CORPUS.resolve("keys/rpm.org-rsa-2048-test.pub"),
                CORPUS.resolve("keys/CVE-2021-3521-nosubsig.asc")));

    assertThat(keyring.certificates())
        .singleElement()
        .satisfies(certificate -> assertThat(certificate.listing(Checks.NOW).verifies()).isFalse());
  }

  @Test
  void expiredSubkeyLeavesAPrimaryKeyThatMayNotSign() throws IOException {
    Keyring keyring = Keyring.read(List.of(CORPUS.resolve("keys/alice-expired-subkey.asc")));

    KeyListing listing = keyring.certificates().get(0).listing(Checks.NOW);

    assertThat(listing.problems()).hasSize(2);
    assertThat(listing.subkeys().get(0).state()).isEqualTo(ListedKey.State.EXPIRED);
    assertThat(listing.primary().capabilities()).containsExactly(ListedKey.Capability.CERTIFY);
  }
}
