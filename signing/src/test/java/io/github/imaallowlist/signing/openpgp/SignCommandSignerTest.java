package io.github.imaallowlist.signing.openpgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.openpgp.Keyring;
import io.github.imaallowlist.signing.ByteSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPV3SignatureGenerator;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPBESecretKeyDecryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Programs that sign as obs-sign's {@code sign -d FILE} does, and ones that do not: {@code sign}
 * takes a digest of the file, writes {@code FILE.asc} when it has the signature, prints nothing,
 * and says what went wrong with exit code 1 and on standard error (its sign.c). Each has {@code
 * $GPG}, {@code $KEY} and {@code $OTHER}.
 */
@RequiresTool({"gpg", "gpgv"})
final class SignCommandSignerTest {
  private static final String SIGN =
      "[ \"$1\" = -d ] || exit 1\n$GPG -u $KEY --output \"$2.asc\" --detach-sign \"$2\" || exit 1";

  private static Gpg gpg;
  private static String key;
  private static String other;

  @TempDir private Path folder;
  private Path work;
  private Path data;

  @BeforeAll
  static void makeKeys() throws IOException {
    gpg = Gpg.open();
    key = gpg.newKey("signer", "ed25519", "sign", "never");
    other = gpg.newKey("other", "ed25519", "sign", "never");
  }

  @AfterAll
  static void removeKeys() throws IOException {
    gpg.close();
  }

  @BeforeEach
  void start() throws IOException {
    work = Files.createDirectory(folder.resolve("work"));
    data = Files.writeString(folder.resolve("repomd.xml"), "<repomd/>\n");
  }

  @AfterEach
  void nothingIsLeftBehind() throws IOException {
    try (Stream<Path> left = Files.list(work)) {
      assertThat(left).isEmpty();
    }
    assertThat(data).hasContent("<repomd/>\n");
  }

  @Test
  void commandThatWritesASignatureBesideTheFileSigns() throws Exception {
    OpenPgpSignature signature = sign(script(SIGN) + " -d", keyring(key));

    gpg.requireGood(data, signature.armored(), key);
    assertThat(signature.signers()).map(Object::toString).containsExactly(key);
    assertThat(signature.warnings()).isEmpty();
  }

  @Test
  void commandThatPrintsASignatureSigns() throws Exception {
    OpenPgpSignature signature =
        sign(script("echo note >&2; $GPG -u $KEY --detach-sign --output - \"$1\""), keyring(key));

    gpg.requireGood(data, signature.armored(), key);
  }

  /** What {@code sign -d} makes unless it is told {@code -4}; gpg only verifies such any more. */
  @Test
  void signatureOfVersion3IsTaken() throws Exception {
    String signer = gpg.newKey("version 3", "rsa2048", "sign", "never");
    Path signature =
        Files.writeString(folder.resolve("v3.asc"), version3(gpg.exportSecretOf(signer)));

    OpenPgpSignature signed =
        sign(script("cp " + signature + " \"$2.asc\"") + " -d", keyring(signer));

    gpg.requireGood(data, signed.armored(), signer);
    assertThat(signed.signers()).map(Object::toString).containsExactly(signer);
  }

  private String version3(byte[] secretKey) throws IOException, PGPException {
    PGPSecretKey key =
        new PGPSecretKeyRing(secretKey, new BcKeyFingerprintCalculator()).getSecretKey();
    PGPV3SignatureGenerator generator =
        new PGPV3SignatureGenerator(
            new BcPGPContentSignerBuilder(
                key.getPublicKey().getAlgorithm(), HashAlgorithmTags.SHA256));
    generator.init(
        PGPSignature.BINARY_DOCUMENT,
        key.extractPrivateKey(
            new BcPBESecretKeyDecryptorBuilder(new BcPGPDigestCalculatorProvider())
                .build(new char[0])));
    generator.update(Files.readAllBytes(data));
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try (ArmoredOutputStream armor = new ArmoredOutputStream(text)) {
      generator.generate().encode(armor);
    }
    return text.toString(StandardCharsets.US_ASCII);
  }

  @Test
  void withoutAKeyringTheSignatureIsSaidNotToBeVerified() throws Exception {
    OpenPgpSignature signature = sign(script(SIGN) + " -d", Optional.empty());

    gpg.requireGood(data, signature.armored(), key);
    assertThat(signature.signers()).isEmpty();
    assertThat(signature.warnings())
        .singleElement()
        .asString()
        .contains("not verified, for lack of its public key");
  }

  @Test
  void commandGetsACopyOfTheSameNameInAPrivateFolderAndNoInput() throws Exception {
    Path seen = folder.resolve("seen");
    sign(
        script(
            "{ pwd; echo \"$1\"; stat -c %A .; cat; } >"
                + seen
                + "\n$GPG -u $KEY --detach-sign --output - \"$1\""),
        keyring(key));

    assertThat(Files.readAllLines(seen))
        .hasSize(3)
        .satisfies(
            lines -> {
              assertThat(Path.of(lines.get(0)).getParent()).isEqualTo(work.toRealPath());
              assertThat(Path.of(lines.get(1)))
                  .hasFileName("repomd.xml")
                  .hasParentRaw(Path.of(lines.get(0)));
              assertThat(lines.get(2)).isEqualTo("drwx------");
            });
  }

  @Test
  void commandThatFailsIsAnErrorWithWhatItSaid() throws Exception {
    assertRefused(script("printf 'signd: \\033[31mno such key\\n' >&2; exit 1"), ExitCode.IO)
        .withMessageContaining("ended with exit code 1: signd: ?[31mno such key");
    assertRefused(script(SIGN + "\nexit 3") + " -d", ExitCode.IO)
        .withMessageContaining("ended with exit code 3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "touch \"$1.asc\"",
        "echo >\"$1.asc\"",
        "$GPG -u $KEY --detach-sign --output other.asc \"$1\""
      })
  void commandThatWritesNoSignatureIsRefused(String script) throws Exception {
    assertRefused(script(script), ExitCode.NO_TRUST).withMessageContaining("wrote no signature");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo signed",
        "$GPG --no-armor -u $KEY --detach-sign --output - \"$1\"",
        "$GPG -u $KEY --clear-sign --output - \"$1\"",
        "$GPG --armor --export $KEY",
        "echo noise; $GPG -u $KEY --detach-sign --output - \"$1\"",
        "for i in 1 2; do $GPG -u $KEY --detach-sign --output - \"$1\"; done",
        "ln -s /dev/zero \"$1.asc\"",
        "mkdir \"$1.asc\"",
        "head -c 10000000 /dev/zero >\"$1.asc\""
      })
  void whatIsNotOneArmoredSignatureIsRefused(String script) throws Exception {
    assertRefused(script(script), ExitCode.NO_TRUST).withMessageContaining("sign command");
  }

  @Test
  void damagedSignatureIsRefused() {
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(
            () ->
                sign(
                    script("$GPG -u $KEY --detach-sign --output - \"$1\" | sed 4d"),
                    Optional.empty()))
        .withMessageContaining("sign command");
  }

  @Test
  void signatureOverOtherDataIsRefusedWithAndWithoutAKeyring() throws Exception {
    String command = script("echo other >other; $GPG -u $KEY --detach-sign --output - other");

    assertRefused(command, ExitCode.NO_TRUST).withMessageContaining("over other data");
    assertThatExceptionOfType(AllowlistException.class)
        .isThrownBy(() -> sign(command, Optional.empty()))
        .withMessageContaining("over other data");
  }

  @Test
  void signatureByAnotherKeyThanThoseGivenIsRefused() throws Exception {
    assertRefused(script("$GPG -u $OTHER --detach-sign --output - \"$1\""), ExitCode.NO_TRUST)
        .withMessageContaining("UNKNOWN_KEY");
  }

  @Test
  void signatureOfAnotherKindThanDetachedBinaryIsRefused() throws Exception {
    assertRefused(
            script("$GPG -u $KEY --textmode --detach-sign --output - \"$1\""), ExitCode.NO_TRUST)
        .withMessageContaining("type 0x01");
  }

  @Test
  void weakHashIsRefusedWithTheOptionThatHelps() throws Exception {
    assertRefused(
            script(
                "$GPG -u $KEY --digest-algo SHA1 --allow-weak-digest-algos"
                    + " --detach-sign --output - \"$1\""),
            ExitCode.NO_TRUST)
        .withMessageContaining("weak hash sha1")
        .satisfies(e -> assertThat(e.remedy()).contains("sign -h sha256 -d"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"19900101T000000", "20700101T000000"})
  void timeThatCannotBeIsRefused(String time) throws Exception {
    assertRefused(
            script(
                "$GPG -u $KEY --faked-system-time "
                    + time
                    + "! --ignore-time-conflict --ignore-valid-from --detach-sign --output -"
                    + " \"$1\""),
            ExitCode.NO_TRUST)
        .withMessageContaining("says that it was made at");
  }

  @ParameterizedTest
  @ValueSource(strings = {"echo more >>\"$2\"", "rm \"$2\"", "mv \"$2\" x; ln -s x \"$2\""})
  void commandThatTouchesTheFileIsRefused(String change) throws Exception {
    assertRefused(script(SIGN + "\n" + change) + " -d", ExitCode.NO_TRUST)
        .withMessageContaining("changed the file");
  }

  @Test
  void commandThatHangsIsKilled() throws Exception {
    SignCommandSigner signer =
        new SignCommandSigner(
            script("sleep 1000000"),
            Optional.empty(),
            work,
            Duration.ofSeconds(1),
            InstantSource.system());

    assertThatExceptionOfType(AllowlistException.class)
        .isThrownBy(() -> signer.sign(ByteSource.of(data)))
        .withMessageContaining("did not end within 1 seconds")
        .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.IO));
  }

  @Test
  void commandWithEndlessOutputIsKilled() throws Exception {
    assertRefused(script("yes"), ExitCode.IO).withMessageContaining("wrote more than");
  }

  @Test
  void commandThatIsNotThereIsAnError() {
    assertRefused("/nowhere/sign -d", ExitCode.IO).withMessageContaining("no such program");
    assertRefused("'sign", ExitCode.USAGE).withMessageContaining("quote");
  }

  private String script(String body) throws IOException {
    String head =
        """
        #!/bin/sh
        GPG='gpg --homedir %s --batch --yes --quiet --armor'
        KEY=%s
        OTHER=%s
        """
            .formatted(gpg.home(), key, other);
    Path script = Files.writeString(folder.resolve("sign"), head + body + "\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    return script.toString();
  }

  private static Optional<Keyring> keyring(String signer) throws IOException {
    return Optional.of(gpg.publicKeys(signer));
  }

  private OpenPgpSignature sign(String command, Optional<Keyring> keyring)
      throws IOException, AllowlistException {
    return new SignCommandSigner(
            command, keyring, work, Duration.ofMinutes(2), InstantSource.system())
        .sign(ByteSource.of(data));
  }

  private ThrowableAssertAlternative<AllowlistException> assertRefused(
      String command, ExitCode exitCode) {
    return assertThatExceptionOfType(AllowlistException.class)
        .isThrownBy(() -> sign(command, keyring(key)))
        .satisfies(e -> assertThat(e.exitCode()).isEqualTo(exitCode));
  }
}
