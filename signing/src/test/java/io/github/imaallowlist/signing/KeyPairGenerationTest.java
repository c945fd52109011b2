package io.github.imaallowlist.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.fixtures.RequiresTool;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeyPairGenerationTest {
  @TempDir private Path folder;
  private Path privateFile;
  private Path publicFile;

  @BeforeEach
  void files() {
    privateFile = folder.resolve("key.pem");
    publicFile = folder.resolve("key.pub");
  }

  @ParameterizedTest
  @EnumSource
  @RequiresTool("openssl")
  void plainPairIsWhatOpenSslWrites(EllipticCurve curve) throws Exception {
    KeyPairGeneration.plain(curve).write(privateFile, publicFile);

    OpenSsl openssl = new OpenSsl(folder);
    openssl.run("pkey", "-in", privateFile, "-check", "-noout");
    openssl.run("pkey", "-in", privateFile, "-out", "again.pem");
    assertThat(openssl.file("again.pem")).hasSameTextualContentAs(privateFile);
    assertThat(openssl.publicHalf(privateFile)).hasSameTextualContentAs(publicFile);
    assertThat(EcSigningKey.read(privateFile, Passphrase.none()).warnings()).isEmpty();
  }

  @Test
  @RequiresTool("openssl")
  void encryptedKeyOpensInOpenSslAndHere() throws Exception {
    Passphrase passphrase = file -> "pässword".toCharArray();

    VerificationKey key =
        KeyPairGeneration.encrypted(EllipticCurve.P_256, passphrase).write(privateFile, publicFile);

    OpenSsl openssl = new OpenSsl(folder);
    openssl.run(
        "pkey", "-in", privateFile, "-passin", "pass:pässword", "-pubout", "-out", "out.pub");
    assertThat(openssl.file("out.pub")).hasSameTextualContentAs(publicFile);
    assertThat(privateFile).content().startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----");
    assertThat(EcSigningKey.read(privateFile, passphrase).verificationKey().keyId())
        .isEqualTo(key.keyId());
  }

  @Test
  void privateKeyIsForItsOwnerOnly() throws Exception {
    KeyPairGeneration.plain(EllipticCurve.P_256).write(privateFile, publicFile);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(privateFile)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(publicFile)))
        .startsWith("rw-")
        .doesNotContain("x");
  }

  @Test
  void existingPrivateKeyStays() throws Exception {
    Files.writeString(privateFile, "old");

    assertExists(privateFile);
    assertThat(privateFile).hasContent("old");
    assertThat(publicFile).doesNotExist();
  }

  @Test
  void existingPublicKeyStaysAndNoPrivateKeyIsLeft() throws Exception {
    Files.writeString(publicFile, "old");

    assertExists(publicFile);
    assertThat(publicFile).hasContent("old");
    assertThat(privateFile).doesNotExist();
  }

  private void assertExists(Path file) {
    assertThatThrownBy(
            () -> KeyPairGeneration.plain(EllipticCurve.P_256).write(privateFile, publicFile))
        .isInstanceOf(AllowlistException.class)
        .hasMessageContaining(file + ": exists already");
  }

  @Test
  void emptyPassphraseIsRefusedAndNothingWritten() {
    KeyPairGeneration generation =
        KeyPairGeneration.encrypted(EllipticCurve.P_256, file -> new char[0]);

    assertThatThrownBy(() -> generation.write(privateFile, publicFile))
        .isInstanceOf(AllowlistException.class)
        .hasMessageContaining("empty passphrase");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void folderThatDoesNotExistIsAnError() {
    assertThatThrownBy(
            () ->
                KeyPairGeneration.plain(EllipticCurve.P_256)
                    .write(privateFile, folder.resolve("absent/key.pub")))
        .isInstanceOf(NoSuchFileException.class);
    assertThat(privateFile).doesNotExist();
  }
}
