package io.github.imaallowlist.signing.openpgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.openpgp.Keyring;
import io.github.imaallowlist.openpgp.SignatureCheck;
import io.github.imaallowlist.openpgp.SignatureStatus;
import io.github.imaallowlist.signing.ByteSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the pinned keys did not sign is not taken, however it is dressed up. */
@RequiresTool("gpg")
final class DetachedOpenPgpTest {
  private static Gpg gpg;
  private static String alice;
  private static String aliceSubkey;
  private static String bob;
  private static String mallory;

  @TempDir private Path folder;
  private Path data;

  @BeforeAll
  static void makeKeys() throws IOException {
    gpg = Gpg.open();
    alice = gpg.newKey("alice", "rsa2048", "sign", "never");
    aliceSubkey = gpg.newSubkey(alice, "ed25519", "sign", "never");
    bob = gpg.newKey("bob", "nistp256", "sign", "never");
    mallory = gpg.newKey("mallory", "ed25519", "sign", "never");
  }

  @AfterAll
  static void removeKeys() throws IOException {
    gpg.close();
  }

  @BeforeEach
  void start() throws IOException {
    data = Files.writeString(folder.resolve("list"), "content\n");
  }

  @Test
  void signatureOfGpgIsVerifiedArmoredAndBinary() throws Exception {
    byte[] binary = gpg.run("-u", bob, "--detach-sign", "--output", "-", data).output();

    for (byte[] signature : List.of(gpg.sign(data, bob), binary)) {
      VerifiedSignatures verified = verify(signature, gpg.publicKeys(alice, bob), 1);

      assertThat(verified.signers()).map(Object::toString).containsExactly(bob);
    }
  }

  @Test
  void thresholdCountsCertificates() throws Exception {
    byte[] both = sign("-u", alice, "-u", bob);
    Keyring keyring = gpg.publicKeys(alice, bob);

    assertThat(verify(both, keyring, 2).signers())
        .map(Object::toString)
        .containsExactlyInAnyOrder(alice, bob);
    assertRefused(both, keyring, 3).withMessageContaining("signed by 2 of the given keys, 3 are");
    assertRefused(both, gpg.publicKeys(alice), 2).withMessageContaining("UNKNOWN_KEY");
  }

  @Test
  void oneCertificateCountsOnceHoweverOftenItSigned() throws Exception {
    byte[] subkey = sign("-u", aliceSubkey + "!");
    byte[] primary = sign("-u", alice + "!");
    byte[] several = joined(subkey, primary, subkey);
    Keyring keyring = gpg.publicKeys(alice, bob).plus(gpg.publicKeys(alice));

    assertThat(verify(several, keyring, 1).checks()).hasSize(3).allMatch(SignatureCheck::isGood);
    assertRefused(several, keyring, 2).withMessageContaining("signed by 1 of the given keys");
  }

  @Test
  void otherSignaturesDoNoHarmAndNoGood() throws Exception {
    byte[] mixed = joined(sign("-u", mallory), sign("-u", alice));

    assertThat(verify(mixed, gpg.publicKeys(alice), 1).checks())
        .extracting(SignatureCheck::status)
        .containsExactly(SignatureStatus.UNKNOWN_KEY, SignatureStatus.GOOD);
    assertRefused(mixed, gpg.publicKeys(bob), 1)
        .withMessageContainingAll("signature 1 is UNKNOWN_KEY", "signature 2 is UNKNOWN_KEY")
        .satisfies(e -> assertThat(e.remedy()).contains("--keyring"));
  }

  @Test
  void changedDataIsRefused() throws Exception {
    byte[] signature = sign("-u", alice);
    for (String changed : List.of("", "content", "content\r\n", "content\n\n", "kontent\n")) {
      Files.writeString(data, changed);

      assertRefused(signature, gpg.publicKeys(alice), 1)
          .withMessageContaining("signature 1 is BAD")
          .satisfies(e -> assertThat(e.remedy()).contains("get both again"));
    }
  }

  @Test
  void signatureMustBeGoodNow() throws Exception {
    byte[] signature = sign("-u", alice, "--default-sig-expire", "1d");
    Keyring keyring = gpg.publicKeys(alice);

    assertThat(verify(signature, keyring, 1).signers()).hasSize(1);
    assertRefused(signature, keyring, Instant.now().plus(Duration.ofDays(2)))
        .withMessageContaining("SIGNATURE_EXPIRED");
    assertRefused(signature, keyring, Instant.now().minus(Duration.ofDays(2)))
        .withMessageContaining("SIGNATURE_FROM_FUTURE");
  }

  @Test
  void signatureOverTextOrByAWeakHashIsRefused() throws Exception {
    assertRefused(sign("-u", alice, "--textmode"), gpg.publicKeys(alice), 1)
        .withMessageContaining("UNSUPPORTED");
    assertRefused(
            sign("-u", alice, "--digest-algo", "SHA1", "--allow-weak-digest-algos"),
            gpg.publicKeys(alice),
            1)
        .withMessageContaining("WEAK_HASH");
  }

  @Test
  void signatureOfSomethingElseThanDataIsNoneOverData() throws Exception {
    byte[] key = gpg.run("--export", alice).output();

    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> verify(key, gpg.publicKeys(alice), 1));
    byte[] inline = gpg.run("-u", alice, "--sign", "--output", "-", data).output();
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> verify(inline, gpg.publicKeys(alice), 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "no signature\n",
        "-----BEGIN PGP SIGNATURE-----\n\n-----END PGP SIGNATURE-----\n",
        "-----BEGIN PGP SIGNATURE-----\n\niQ",
        "\u0088"
      })
  void whatIsNoSignatureIsMalformed(String text) {
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(
            () -> verify(text.getBytes(StandardCharsets.ISO_8859_1), gpg.publicKeys(alice), 1))
        .withMessageContaining("list.asc");
  }

  @Test
  void everyChangedBitOfASignatureIsNoticed() throws Exception {
    byte[] signature = gpg.run("-u", bob, "--detach-sign", "--output", "-", data).output();
    Keyring keyring = gpg.publicKeys(bob);
    int unhashed = 0;
    for (int bit = 0; bit < signature.length * Byte.SIZE; bit++) {
      byte[] changed = signature.clone();
      changed[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      try {
        verify(changed, keyring, 1);
        unhashed++;
      } catch (InputException e) {
        assertThat(e.source()).isEqualTo("list.asc");
      } catch (AllowlistException e) {
        assertThat(e.exitCode()).isEqualTo(ExitCode.NO_TRUST);
      }
    }
    // The issuer's key id, 8 octets and their header, is not signed and only a hint; so is
    // that a packet's header has the old or the new form.
    assertThat(unhashed).isLessThan(16 * Byte.SIZE);
  }

  @Test
  void tooManySignaturesAreRefused() throws Exception {
    byte[] signature = gpg.run("-u", alice, "--detach-sign", "--output", "-", data).output();
    byte[][] many = new byte[65][];
    Arrays.fill(many, signature);

    assertThatExceptionOfType(LimitExceededException.class)
        .isThrownBy(() -> verify(joined(many), gpg.publicKeys(alice), 1));
    assertThatExceptionOfType(LimitExceededException.class)
        .isThrownBy(() -> verify(new byte[256 * 1024 + 1], gpg.publicKeys(alice), 1))
        .withMessageContaining("more than 262144 bytes");
  }

  @Test
  void withoutAKeyOrAThresholdThereIsNothingToVerify() {
    assertThatIllegalArgumentException().isThrownBy(() -> verify(new byte[0], Keyring.EMPTY, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> verify(new byte[0], gpg.publicKeys(alice), 0));
  }

  private byte[] sign(Object... options) {
    Object[] all = Arrays.copyOf(options, options.length + 5);
    System.arraycopy(
        new Object[] {"--armor", "--output", "-", "--detach-sign", data},
        0,
        all,
        options.length,
        5);
    return gpg.run(all).output();
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private VerifiedSignatures verify(byte[] signature, Keyring keyring, int threshold)
      throws IOException, AllowlistException {
    return verify(signature, keyring, Instant.now(), threshold);
  }

  private VerifiedSignatures verify(byte[] signature, Keyring keyring, Instant now, int threshold)
      throws IOException, AllowlistException {
    return DetachedOpenPgp.verify(
        ByteSource.of(data), ByteSource.of("list.asc", signature), keyring, now, threshold);
  }

  private ThrowableAssertAlternative<AllowlistException> assertRefused(
      byte[] signature, Keyring keyring, int threshold) {
    return refused(() -> verify(signature, keyring, threshold));
  }

  private ThrowableAssertAlternative<AllowlistException> assertRefused(
      byte[] signature, Keyring keyring, Instant now) {
    return refused(() -> verify(signature, keyring, now, 1));
  }

  private static ThrowableAssertAlternative<AllowlistException> refused(
      ThrowingCallable verification) {
    return assertThatExceptionOfType(AllowlistException.class)
        .isThrownBy(verification)
        .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.NO_TRUST));
  }
}
