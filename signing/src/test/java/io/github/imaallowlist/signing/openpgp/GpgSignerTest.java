package io.github.imaallowlist.signing.openpgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.Tools;
import io.github.imaallowlist.signing.ByteSource;
import io.github.imaallowlist.signing.Passphrase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@RequiresTool({"gpg", "gpgv"})
final class GpgSignerTest {
  @TempDir private Path folder;
  private Gpg gpg;
  private Path data;

  @BeforeEach
  void start() throws IOException {
    gpg = Gpg.open();
    data = Files.writeString(folder.resolve("repomd.xml"), "<repomd/>\n");
  }

  @AfterEach
  void stop() throws IOException {
    gpg.close();
  }

  @Test
  void keyIsFoundByFingerprintKeyIdAndUserId() throws Exception {
    String key = gpg.newKey("Alice <alice@example.org>", "ed25519", "sign", "never");
    gpg.newKey("Bob <bob@example.org>", "ed25519", "sign", "never");

    for (String id : List.of(key, key.substring(24), "0x" + key, key + "!", "alice@example.org")) {
      OpenPgpSignature signature = signer(id).sign(ByteSource.of(data));

      gpg.requireGood(data, signature.armored(), key);
      assertThat(signature.signers()).map(Object::toString).containsExactly(key);
    }
  }

  @Test
  void newestSubkeyWithASecretSigns() throws Exception {
    String primary = gpg.at("20200101T000000").newKey("signer", "ed25519", "sign", "never");
    String older = gpg.at("20200102T000000").newSubkey(primary, "ed25519", "sign", "never");
    String newer = gpg.at("20200103T000000").newSubkey(primary, "ed25519", "sign", "never");
    gpg.at("20200104T000000").newSubkey(primary, "ed25519", "sign", "2020-02-01");

    gpg.requireGood(data, signer(primary).sign(ByteSource.of(data)).armored(), newer);
    gpg.requireGood(data, signer(older).sign(ByteSource.of(data)).armored(), older);
    gpg.requireGood(data, signer(primary + "!").sign(ByteSource.of(data)).armored(), primary);

    gpg.run("--delete-secret-keys", newer + "!");

    gpg.requireGood(data, signer(primary).sign(ByteSource.of(data)).armored(), older);
  }

  @Test
  void passphraseIsHandedOver() throws Exception {
    String key = gpg.newKey("signer", "ed25519", "sign", "never", "grün & blau");
    forgetPassphrases();

    OpenPgpSignature signature =
        signer(key, Optional.of(file -> "grün & blau".toCharArray())).sign(ByteSource.of(data));

    gpg.requireGood(data, signature.armored(), key);
    forgetPassphrases();
    assertRefused(signer(key, Optional.of(file -> "falsch".toCharArray())), ExitCode.NO_TRUST)
        .withMessageContaining("has another passphrase");
    assertRefused(signer(key, Optional.of(file -> "a\nb".toCharArray())), ExitCode.NO_TRUST)
        .withMessageContaining("line break");
  }

  @Test
  void lockedKeyWithoutATerminalIsAnErrorWithARemedy() throws Exception {
    String key = gpg.newKey("signer", "ed25519", "sign", "never", "secret");
    // A pinentry that finds no terminal says just this; which one is installed must not matter.
    Path pinentry =
        script("pinentry", "echo OK; while read line; do echo 'ERR 83918950 no terminal'; done");
    Files.writeString(gpg.home().resolve("gpg-agent.conf"), "pinentry-program " + pinentry + "\n");
    forgetPassphrases();

    assertRefused(signer(key), ExitCode.NO_TRUST)
        .withMessageContaining("gpg-agent cannot ask for its passphrase")
        .satisfies(e -> assertThat(e.remedy()).contains("--passphrase-file"));
  }

  @Test
  void keyThatIsNotThereOrNotClearIsRefused() throws Exception {
    String one = gpg.newKey("One <one@example.org>", "ed25519", "sign", "never");
    String other = gpg.newKey("Other <other@example.org>", "ed25519", "sign", "never");

    assertRefused(signer("nobody@example.org"), ExitCode.NO_TRUST)
        .withMessageContaining("gpg has no such secret key");
    assertRefused(signer("--yes"), ExitCode.NO_TRUST)
        .withMessageContaining("gpg has no such secret key");
    assertRefused(signer("example.org"), ExitCode.NO_TRUST)
        .withMessageContainingAll("2 such secret keys", one, other);
  }

  @Test
  void expiredAndRevokedKeysAreRefused() throws Exception {
    String expired = gpg.at("20200101T000000").newKey("old", "ed25519", "sign", "2020-02-01");
    assertRefused(signer(expired), ExitCode.NO_TRUST)
        .withMessageContaining(expired + " has expired");

    String revoked = gpg.newKey("revoked", "ed25519", "sign", "never");
    Path certificate = gpg.home().resolve("openpgp-revocs.d/" + revoked + ".rev");
    Files.writeString(
        certificate, Files.readString(certificate).replace(":-----BEGIN", "-----BEGIN"));
    gpg.run("--import", certificate);
    assertRefused(signer(revoked), ExitCode.NO_TRUST)
        .withMessageContaining(revoked + " is revoked");
  }

  @Test
  void missingGpgIsAnErrorWithTheCommandThatInstallsIt() {
    assertRefused(signer("x", "/nowhere/gpg"), ExitCode.IO)
        .withMessageContaining("not installed")
        .satisfies(e -> assertThat(e.remedy()).contains("apt install gnupg"));
  }

  @Test
  void signatureThatDoesNotVerifyIsNotHandedOut() throws Exception {
    String key = gpg.newKey("signer", "ed25519", "sign", "never");
    Path program =
        script(
            "gpg",
            "case \"$*\" in *--detach-sign*) cat >/dev/null; echo other | exec gpg \"$@\";;"
                + " *) exec gpg \"$@\";; esac");

    assertRefused(signer(key, program.toString()), ExitCode.NO_TRUST)
        .withMessageContaining("signature 1 is BAD");
  }

  @Test
  void gpgThatClaimsSuccessWithoutASignatureIsNotBelieved() throws Exception {
    String key = gpg.newKey("signer", "ed25519", "sign", "never");
    Path program =
        script(
            "gpg",
            "case \"$*\" in *--detach-sign*) cat >/dev/null; echo looks good; exit 0;;"
                + " *) exec gpg \"$@\";; esac");

    assertRefused(signer(key, program.toString()), ExitCode.IO)
        .withMessageContaining("gpg did not sign");
  }

  private void forgetPassphrases() {
    Tools.run("gpgconf", "--homedir", gpg.home(), "--kill", "gpg-agent").succeeded();
  }

  private Path script(String name, String body) throws IOException {
    Path script = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + body + "\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    return script;
  }

  private GpgSigner signer(String key) {
    return signer(key, Optional.empty());
  }

  private GpgSigner signer(String key, String program) {
    return new GpgSigner(
        key,
        Optional.of(gpg.home()),
        program,
        Optional.empty(),
        Duration.ofMinutes(2),
        InstantSource.system());
  }

  private GpgSigner signer(String key, Optional<Passphrase> passphrase) {
    return new GpgSigner(
        key,
        Optional.of(gpg.home()),
        "gpg",
        passphrase,
        Duration.ofMinutes(2),
        InstantSource.system());
  }

  private ThrowableAssertAlternative<AllowlistException> assertRefused(
      GpgSigner signer, ExitCode exitCode) {
    return assertThatExceptionOfType(AllowlistException.class)
        .isThrownBy(() -> signer.sign(ByteSource.of(data)))
        .satisfies(e -> assertThat(e.exitCode()).isEqualTo(exitCode));
  }
}
