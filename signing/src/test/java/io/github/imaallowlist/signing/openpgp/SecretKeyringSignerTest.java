package io.github.imaallowlist.signing.openpgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.signing.ByteSource;
import io.github.imaallowlist.signing.Passphrase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@RequiresTool({"gpg", "gpgv"})
final class SecretKeyringSignerTest {
  @TempDir private Path folder;
  private Gpg gpg;
  private Path data;
  private Path keyFile;

  @BeforeEach
  void start() throws IOException {
    gpg = Gpg.open();
    keyFile = folder.resolve("secret.asc");
    data = Files.writeString(folder.resolve("repomd.xml"), "<repomd/>\n");
  }

  @AfterEach
  void stop() throws IOException {
    gpg.close();
  }

  @ParameterizedTest
  @CsvSource({
    "rsa2048, 8",
    "rsa4096, 10",
    "dsa2048, 8",
    "nistp256, 8",
    "nistp384, 10",
    "nistp521, 10",
    "brainpoolP256r1, 8",
    "ed25519, 8"
  })
  void gpgVerifiesTheSignatureOfEachAlgorithmAndItIsDeterministic(String algorithm, String hash)
      throws Exception {
    String key = gpg.newKey("signer", algorithm, "sign", "never");
    gpg.exportSecret(keyFile, "--armor", "--export-secret-keys");

    Instant time = now();

    OpenPgpSignature signature = sign(Optional.empty(), Passphrase.none(), time);

    assertThat(sign(Optional.empty(), Passphrase.none(), time).armored())
        .isEqualTo(signature.armored());
    gpg.requireGood(data, signature.armored(), key);
    assertThat(gpg.attempt("--list-packets", signatureFile(signature)).text())
        .contains("sigclass 0x00", "digest algo " + hash, "version 4", "hashed subpkt 33");
    assertThat(signature.signers()).map(Object::toString).containsExactly(key);
    assertThat(signature.warnings()).isEmpty();
  }

  @Test
  void signatureDependsOnKeyTimeAndDataAlone() throws Exception {
    gpg.newKey("signer", "nistp256", "sign", "never");
    gpg.exportSecret(keyFile, "--export-secret-keys");
    Instant time = now();
    byte[] first = sign(Optional.empty(), Passphrase.none(), time).armored();

    assertThat(sign(Optional.empty(), Passphrase.none(), time.plusMillis(999)).armored())
        .isEqualTo(first);
    assertThat(sign(Optional.empty(), Passphrase.none(), time.plusSeconds(1)).armored())
        .isNotEqualTo(first);
    Files.writeString(data, "other");
    assertThat(sign(Optional.empty(), Passphrase.none(), time).armored()).isNotEqualTo(first);
  }

  @Test
  void encryptedKeyIsOpenedByItsPassphraseWhichIsAskedOnce() throws Exception {
    String key = gpg.newKey("signer", "ed25519", "sign", "never", "grün & blau");
    gpg.exportEncrypted(keyFile, "grün & blau", "--armor", "--export-secret-keys");
    AtomicInteger asked = new AtomicInteger();
    char[] characters = "grün & blau".toCharArray();

    OpenPgpSignature signature =
        sign(
            Optional.empty(),
            file -> {
              asked.incrementAndGet();
              return characters;
            },
            now());

    gpg.requireGood(data, signature.armored(), key);
    assertThat(asked).hasValue(1);
    assertThat(characters).containsOnly('\0');
    assertRefused(Optional.empty(), file -> "falsch".toCharArray(), now())
        .withMessageContaining("cannot be decrypted with this passphrase");
    assertRefused(Optional.empty(), Passphrase.none(), now())
        .withMessageContaining("no passphrase was given");
  }

  @Test
  void newestSigningSubkeyIsTakenAndTheOfflinePrimaryKeyIsNotMissed() throws Exception {
    String primary = gpg.at("20200101T000000").newKey("signer", "rsa2048", "cert", "never");
    gpg.at("20200102T000000").newSubkey(primary, "ed25519", "sign", "never");
    String newest = gpg.at("20200103T000000").newSubkey(primary, "rsa2048", "sign", "never");
    gpg.at("20200104T000000").newSubkey(primary, "cv25519", "encr", "never");
    gpg.at("20200105T000000").newSubkey(primary, "ed25519", "auth", "never");
    gpg.exportSecret(keyFile, "--export-secret-subkeys");

    OpenPgpSignature signature = sign(Optional.empty(), Passphrase.none(), now());

    gpg.requireGood(data, signature.armored(), newest);
    assertThat(signature.signers()).map(Object::toString).containsExactly(primary);
  }

  @Test
  void expiredAndRevokedSubkeysArePassedOver() throws Exception {
    String primary = gpg.at("20200101T000000").newKey("signer", "ed25519", "sign", "never");
    String good = gpg.at("20200102T000000").newSubkey(primary, "ed25519", "sign", "never");
    String expired = gpg.at("20200103T000000").newSubkey(primary, "ed25519", "sign", "2020-02-01");
    String revoked = gpg.at("20200104T000000").newSubkey(primary, "ed25519", "sign", "never");
    revokeNewestSubkey(primary);
    gpg.exportSecret(keyFile, "--export-secret-keys");

    gpg.requireGood(data, sign(Optional.empty(), Passphrase.none(), now()).armored(), good);
    assertRefused(Optional.of(expired), Passphrase.none(), now())
        .withMessageContaining(expired + " is KEY_EXPIRED");
    assertRefused(Optional.of(revoked), Passphrase.none(), now())
        .withMessageContaining(revoked + " is KEY_REVOKED");
    gpg.requireGood(
        data, sign(Optional.of(primary + "!"), Passphrase.none(), now()).armored(), primary);
  }

  private void revokeNewestSubkey(String primary) throws IOException {
    byte[] answers = "key 3\nrevkey\ny\n0\n\ny\nsave\n".getBytes(StandardCharsets.US_ASCII);
    gpg.at("20200105T000000")
        .command("--command-fd", "0", "--no-tty", "--passphrase", "", "--edit-key", primary)
        .input(answers)
        .run()
        .succeeded();
  }

  @Test
  void keyCannotSignBeforeItExistsNorAfterItExpired() throws Exception {
    gpg.at("20200101T000000").newKey("signer", "ed25519", "sign", "2021-01-01");
    gpg.exportSecret(keyFile, "--export-secret-keys");

    assertRefused(Optional.empty(), Passphrase.none(), Instant.parse("2019-12-31T00:00:00Z"))
        .withMessageContaining("KEY_NOT_YET_VALID");
    assertRefused(Optional.empty(), Passphrase.none(), now()).withMessageContaining("KEY_EXPIRED");
    assertThat(
            sign(Optional.empty(), Passphrase.none(), Instant.parse("2020-06-01T00:00:00Z"))
                .signers())
        .hasSize(1);
  }

  @Test
  void timeThatOpenPgpCannotSayIsRefused() {
    for (long second : new long[] {-1, 1L << 32}) {
      assertThatExceptionOfType(AllowlistException.class)
          .isThrownBy(
              () -> sign(Optional.empty(), Passphrase.none(), Instant.ofEpochSecond(second)))
          .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE));
    }
  }

  @Test
  void severalCertificatesNeedAKeyId() throws Exception {
    String one = gpg.newKey("one", "ed25519", "sign", "never");
    String other = gpg.newKey("other", "ed25519", "sign", "never");
    gpg.exportSecret(keyFile, "--armor", "--export-secret-keys");

    assertRefused(Optional.empty(), Passphrase.none(), now()).withMessageContainingAll(one, other);
    for (String id :
        List.of(other, "0x" + other.toLowerCase(Locale.ROOT), other.substring(24), other + "!")) {
      gpg.requireGood(data, sign(Optional.of(id), Passphrase.none(), now()).armored(), other);
    }
    assertRefused(Optional.of("0123456789ABCDEF"), Passphrase.none(), now())
        .withMessageContaining("no key is 0123456789ABCDEF");
    for (String id : List.of(other.substring(32), "other", "")) {
      assertThatExceptionOfType(AllowlistException.class)
          .isThrownBy(() -> sign(Optional.of(id), Passphrase.none(), now()))
          .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE));
    }
  }

  @Test
  void keyWithoutItsSecretIsRefused() throws Exception {
    String primary = gpg.newKey("signer", "ed25519", "sign", "never");
    gpg.newSubkey(primary, "cv25519", "encr", "never");
    gpg.exportSecret(keyFile, "--export-secret-subkeys");

    assertRefused(Optional.empty(), Passphrase.none(), now())
        .withMessageContaining("has no secret for signing");
    gpg.exportSecret(keyFile, "--export");
    assertRefused(Optional.empty(), Passphrase.none(), now())
        .withMessageContaining("has no secret key");
  }

  @Test
  void shortRsaKeyIsRefused() throws Exception {
    gpg.newKey("signer", "rsa1024", "sign", "never");
    gpg.exportSecret(keyFile, "--export-secret-keys");

    assertRefused(Optional.empty(), Passphrase.none(), now()).withMessageContaining("WEAK_KEY");
  }

  @Test
  void damagedKeyFileIsRefusedHoweverItIsDamaged() throws Exception {
    gpg.newKey("signer", "ed25519", "sign", "never");
    byte[] whole = Files.readAllBytes(gpg.exportSecret(keyFile, "--export-secret-keys"));

    for (int length = 0; length < whole.length; length++) {
      assertDamaged(Arrays.copyOf(whole, length));
    }
    for (int i = 0; i < whole.length; i++) {
      byte[] changed = whole.clone();
      changed[i] ^= 0x55;
      assertDamaged(changed);
    }
  }

  /** What is refused is refused by the known exceptions; what signs, signs well. */
  private void assertDamaged(byte[] keys) throws Exception {
    Files.write(keyFile, keys);
    try {
      OpenPgpSignature signature = sign(Optional.empty(), Passphrase.none(), now());
      assertThat(signature.signers()).hasSize(1);
    } catch (InputException e) {
      assertThat(e.source()).isNotEmpty();
    } catch (AllowlistException e) {
      assertThat(e.exitCode()).isEqualTo(ExitCode.NO_TRUST);
    }
  }

  private OpenPgpSignature sign(Optional<String> keyId, Passphrase passphrase, Instant time)
      throws IOException, AllowlistException {
    return SecretKeyringSigner.read(keyFile, keyId, passphrase, time).sign(ByteSource.of(data));
  }

  private ThrowableAssertAlternative<AllowlistException> assertRefused(
      Optional<String> keyId, Passphrase passphrase, Instant time) {
    return assertThatExceptionOfType(AllowlistException.class)
        .isThrownBy(() -> sign(keyId, passphrase, time))
        .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.NO_TRUST));
  }

  private Path signatureFile(OpenPgpSignature signature) throws IOException {
    return Files.write(folder.resolve("signature.asc"), signature.armored());
  }

  /** A key made in this second can sign in it. */
  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS);
  }
}
