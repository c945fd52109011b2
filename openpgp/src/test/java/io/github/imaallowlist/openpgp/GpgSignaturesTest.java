package io.github.imaallowlist.openpgp;

import static io.github.imaallowlist.openpgp.Checks.DATA;
import static io.github.imaallowlist.openpgp.Checks.NOW;
import static io.github.imaallowlist.openpgp.Checks.OTHER_DATA;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.fixtures.RequiresTool;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures that gpg made, judged by gpgv and here. */
@RequiresTool({"gpg", "gpgv"})
final class GpgSignaturesTest {
  private static final String LATER = "20240601T000000";

  private static final Gpg GPG = new Gpg();
  private static String signer = "";

  @TempDir private Path folder;

  @BeforeAll
  static void makeKey() {
    signer = GPG.key("20240101T000000", "signer", "rsa2048", "sign", "0");
  }

  @AfterAll
  static void endAgent() {
    GPG.close();
  }

  private void assertAgreed(SignatureStatus expected, byte[] keys, byte[] signature) {
    SignatureCheck check = Checks.one(keys, signature, DATA);
    boolean gpgsView = Gpg.gpgv(folder, keys, signature, DATA).exitCode() == 0;

    assertThat(check.status()).as(check.detail()).isEqualTo(expected);
    assertThat(check.isGood()).as("as gpgv has it").isEqualTo(gpgsView);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rsa2048",
        "rsa3072",
        "dsa2048",
        "nistp256",
        "nistp384",
        "nistp521",
        "brainpoolP256r1",
        "brainpoolP512r1",
        "secp256k1",
        "ed25519"
      })
  void keyOfEachAlgorithmSignsItsDataAndNoOther(String algorithm) {
    String key = GPG.key("20240101T000000", algorithm, algorithm, "sign", "0");
    byte[] keys = GPG.export(key);
    byte[] signature = GPG.sign(LATER, key, DATA);

    assertAgreed(SignatureStatus.GOOD, keys, signature);
    SignatureCheck check = Checks.one(keys, signature, DATA);
    assertThat(check.signer().orElseThrow()).hasToString(key);
    assertThat(Checks.one(keys, signature, OTHER_DATA).status()).isEqualTo(SignatureStatus.BAD);
  }

  @ParameterizedTest
  @CsvSource({
    "SHA224, GOOD",
    "SHA256, GOOD",
    "SHA384, GOOD",
    "SHA512, GOOD",
    "SHA1, WEAK_HASH",
    "RIPEMD160, WEAK_HASH"
  })
  void hashDecides(String hash, SignatureStatus expected) {
    byte[] signature =
        GPG.sign(LATER, signer, DATA, "--digest-algo", hash, "--allow-weak-digest-algos");

    assertThat(Checks.status(GPG.export(signer), signature)).isEqualTo(expected);
  }

  @Test
  void shortKeyIsWeak() {
    String key = GPG.key("20240101T000000", "short", "rsa1024", "sign", "0");

    assertThat(Checks.status(GPG.export(key), GPG.sign(LATER, key, DATA)))
        .isEqualTo(SignatureStatus.WEAK_KEY);
  }

  @Test
  void keyThatIsNotPinnedIsUnknown() {
    String other = GPG.key("20240101T000000", "other", "ed25519", "sign", "0");

    assertAgreed(SignatureStatus.UNKNOWN_KEY, GPG.export(other), GPG.sign(LATER, signer, DATA));
  }

  @Test
  void eachOfSeveralSignaturesIsJudgedInOnePass() throws Exception {
    String a = GPG.key("20240101T000000", "one of two", "ed25519", "sign", "0");
    ByteArrayOutputStream signatures = new ByteArrayOutputStream();
    signatures.write(GPG.sign(LATER, a, DATA));
    signatures.write(GPG.sign(LATER, signer, DATA));
    signatures.write(GPG.sign(LATER, a, OTHER_DATA));
    signatures.write(GPG.sign(LATER, a, DATA));

    assertThat(
            Checks.all(Checks.keyring(GPG.export(a)), signatures.toByteArray(), DATA, NOW).stream()
                .map(SignatureCheck::status))
        .containsExactly(
            SignatureStatus.GOOD,
            SignatureStatus.UNKNOWN_KEY,
            SignatureStatus.BAD,
            SignatureStatus.GOOD);
  }

  @Test
  void armorOfKeysAndSignaturesIsTakenOff() {
    String other = GPG.key("20240101T000000", "armored", "ed25519", "sign", "0");
    byte[] signature = GPG.sign(LATER, other, DATA, "--armor", "--comment", "a: b");
    byte[] keys = GPG.export("--armor", signer, other);

    assertThat(signature).startsWith("-----BEGIN".getBytes(StandardCharsets.US_ASCII));
    assertThat(Checks.status(keys, signature)).isEqualTo(SignatureStatus.GOOD);
    assertThat(Checks.keyring(keys).certificates()).hasSize(2);
  }

  @Test
  void signatureThatExpiredOrIsFromTheFutureDoesNotCount() {
    byte[] keys = GPG.export(signer);
    byte[] expiring = GPG.sign(LATER, signer, DATA, "--default-sig-expire", "10d");

    assertThat(
            Checks.all(Checks.keyring(keys), expiring, DATA, Instant.parse("2024-06-10T23:59:59Z"))
                .get(0)
                .status())
        .isEqualTo(SignatureStatus.GOOD);
    assertThat(Checks.status(keys, expiring)).isEqualTo(SignatureStatus.SIGNATURE_EXPIRED);
    // gpgv only warns.
    assertThat(Checks.status(keys, GPG.sign("20370101T000000", signer, DATA)))
        .isEqualTo(SignatureStatus.SIGNATURE_FROM_FUTURE);
  }

  @Test
  void textSignatureIsNotTaken() {
    assertThat(Checks.status(GPG.export(signer), GPG.sign(LATER, signer, DATA, "--textmode")))
        .isEqualTo(SignatureStatus.UNSUPPORTED);
  }

  @Test
  void criticalNotationVoidsASignatureAndAnotherDoesNot() {
    byte[] keys = GPG.export(signer);

    assertThat(Checks.status(keys, GPG.sign(LATER, signer, DATA, "-N", "a@example.org=b")))
        .isEqualTo(SignatureStatus.GOOD);
    assertThat(Checks.status(keys, GPG.sign(LATER, signer, DATA, "-N", "!a@example.org=b")))
        .isEqualTo(SignatureStatus.UNSUPPORTED);
  }
}
