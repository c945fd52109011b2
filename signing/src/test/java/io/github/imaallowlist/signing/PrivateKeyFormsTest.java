package io.github.imaallowlist.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.Tools;
import io.github.imaallowlist.model.HashAlgorithm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PKCS#12 and RSA, of which openssl and keytool make all forms. */
@RequiresTool("openssl")
class PrivateKeyFormsTest {
  private static final Passphrase SECRET = file -> "geheim-1".toCharArray();

  @TempDir private Path folder;
  private OpenSsl openssl;

  @BeforeEach
  void openSsl() {
    openssl = new OpenSsl(folder);
  }

  private SigningKey read(String file) throws IOException, AllowlistException {
    return SigningKey.read(new KeyLocation.InFile(folder.resolve(file), Optional.empty()), SECRET);
  }

  private SigningKey read(String file, String alias) throws IOException, AllowlistException {
    return SigningKey.read(
        new KeyLocation.InFile(folder.resolve(file), Optional.of(alias)), SECRET);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-keypbe AES-256-CBC -certpbe AES-256-CBC",
        "-keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-3DES -macalg sha1",
        "-legacy",
        "-certpbe NONE",
        "-iter 50000 -name ä"
      })
  void pkcs12OfOpensslIsRead(String options) throws Exception {
    Path key = openssl.pkcs8("key.pem", "P-384");
    openssl.certificate(key);
    openssl.run(
        (Object[])
            ("pkcs12 -export -inkey key.pem -in key.pem.crt -out key.p12 -passout pass:geheim-1 "
                    + options)
                .strip()
                .split(" "));

    SigningKey read = read("key.p12");

    assertThat(read.forEnvelope().verificationKey().pem())
        .isEqualTo(Files.readString(openssl.publicHalf(key)));
    assertThat(read.certificates()).hasSize(1);
    assertVerifies(read, "key.pem.pub");
    assertRefused("passphrase does not open", file -> new char[] {'x'});
  }

  private void assertRefused(String reason, Passphrase wrong) {
    assertThatThrownBy(
            () ->
                SigningKey.read(
                    new KeyLocation.InFile(folder.resolve("key.p12"), Optional.empty()), wrong))
        .hasMessageContaining(reason)
        .asInstanceOf(InstanceOfAssertFactories.type(AllowlistException.class))
        .returns(ExitCode.NO_TRUST, AllowlistException::exitCode);
  }

  private void assertVerifies(SigningKey key, String publicKey) throws Exception {
    byte[] message = {1, 2, 3};
    byte[] signature =
        key.sign(HashAlgorithm.SHA256, HashAlgorithm.SHA256.newMessageDigest().digest(message));
    assertThat(openssl.verifies(openssl.file(publicKey), message, signature)).isTrue();
  }

  @Test
  void aliasSaysWhichKeyOfSeveralIsMeant() throws Exception {
    for (String alias : new String[] {"first", "second"}) {
      Tools.run(
              Path.of(System.getProperty("java.home"), "bin", "keytool"),
              "-genkeypair",
              "-keystore",
              folder.resolve("keys"),
              "-storetype",
              "PKCS12",
              "-storepass",
              "geheim-1",
              "-alias",
              alias,
              "-keyalg",
              "EC",
              "-groupname",
              "secp256r1",
              "-dname",
              "CN=" + alias)
          .succeeded();
    }

    assertThat(read("keys", "second").certificates().get(0).getSubjectX500Principal().getName())
        .isEqualTo("CN=second");
    assertThatThrownBy(() -> read("keys"))
        .isInstanceOf(AllowlistException.class)
        .hasMessageContaining("several private keys")
        .hasMessageContaining("first, second");
    assertThatThrownBy(() -> read("keys", "third"))
        .hasMessageContaining("no private key \"third\"");
  }

  @Test
  void pkcs12WithoutAKeySaysSo() throws Exception {
    openssl.certificate(openssl.pkcs8("key.pem", "P-256"));
    openssl.run(
        "pkcs12",
        "-export",
        "-nokeys",
        "-in",
        "key.pem.crt",
        "-out",
        "certs.p12",
        "-passout",
        "pass:geheim-1");

    assertThatThrownBy(() -> read("certs.p12"))
        .isInstanceOf(AllowlistException.class)
        .hasMessageContaining("no private key");
  }

  @Test
  void changedPkcs12IsRefusedInOrder() throws Exception {
    openssl.certificate(openssl.pkcs8("key.pem", "P-256"));
    openssl.run(
        "pkcs12",
        "-export",
        "-inkey",
        "key.pem",
        "-in",
        "key.pem.crt",
        "-out",
        "key.p12",
        "-passout",
        "pass:geheim-1",
        "-iter",
        "10",
        "-nomac");
    byte[] good = Files.readAllBytes(folder.resolve("key.p12"));
    Random random = new Random(1);
    for (int i = 0; i < 300; i++) {
      byte[] changed = good.clone();
      // Not in the beginning, by which it is recognised.
      changed[8 + random.nextInt(changed.length - 8)] = (byte) random.nextInt(256);
      Files.write(folder.resolve("changed"), changed);
      try {
        read("changed");
      } catch (InputException | AllowlistException e) {
        assertThat(e).hasMessageContaining("changed");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-traditional", "-traditional -aes256 -passout pass:geheim-1"})
  void rsaKeySignsButNoEnvelope(String options) throws Exception {
    openssl.run("genrsa", "-out", "plain.pem", "2048");
    openssl.run((Object[]) ("rsa -in plain.pem -out key.pem " + options).strip().split(" "));
    openssl.publicHalf(openssl.file("plain.pem"));

    SigningKey key = read("key.pem");

    assertVerifies(key, "plain.pem.pub");
    assertThat(key.fingerprint())
        .isEqualTo(Tools.run("sha256sum", folder.resolve("plain.pem.pub")).text().substring(0, 64));
    assertThatThrownBy(key::forEnvelope)
        .isInstanceOf(AllowlistException.class)
        .hasMessageContaining("RSA")
        .hasMessageContaining("Keylime");
  }

  @Test
  void shortRsaKeyIsRefused() throws Exception {
    openssl.run("genrsa", "-out", "key.pem", "1024");

    assertThatThrownBy(() -> read("key.pem"))
        .isInstanceOf(AllowlistException.class)
        .hasMessageContaining("1024 bits");
  }
}
