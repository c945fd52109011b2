package io.github.imaallowlist.rpm.imasignature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.fixtures.ImaSigner;
import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.Tools;
import io.github.imaallowlist.model.ImaKeyId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@RequiresTool("openssl")
final class ImaKeyFileTest {
  @TempDir private Path work;

  @Test
  void severalCertificatesStandInOneFile() throws IOException {
    ImaSigner rsa = ImaSigner.rsa(work, "rsa");
    ImaSigner ec = ImaSigner.ec(work, "ec", "P-256");
    Path both = work.resolve("both");
    Files.writeString(
        both,
        "Text before\n"
            + Files.readString(rsa.certificate())
            + "between\n"
            + Files.readString(ec.certificate()));

    assertThat(ImaKeyFile.readCertificates(both))
        .extracting(ImaKey::id)
        .containsExactly(
            ImaKeyFile.readCertificates(rsa.certificate()).get(0).id(),
            ImaKeyFile.readCertificates(ec.derCertificate()).get(0).id());
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "P-256", "P-384", "P-521", "secp256k1"})
  void publicKeyIsTheOneThatOpensslWrites(String kind) throws IOException {
    ImaSigner signer =
        kind.equals("RSA") ? ImaSigner.rsa(work, kind) : ImaSigner.ec(work, kind, kind);
    Path der = work.resolve("der");
    Tools.run(
            "openssl", "pkey", "-pubin", "-in", signer.publicKey(), "-outform", "DER", "-out", der)
        .succeeded();

    ImaKey key = ImaKeyFile.readKeys(signer.publicKey()).get(0);

    assertThat(key.subjectPublicKeyInfo()).isEqualTo(Files.readAllBytes(der));
    assertThat(ImaKeyFile.readKeys(der).get(0).id()).isEqualTo(key.id());
    ImaKey certified = ImaKeyFile.readKeys(signer.certificate()).get(0);
    assertThat(certified.subjectPublicKeyInfo()).isEqualTo(key.subjectPublicKeyInfo());
    // OpenSSL's identifier is the SHA-1 of the key too.
    assertThat(certified.id()).isEqualTo(key.id());
  }

  @Test
  void compressedPointIsTheSameKey() throws IOException {
    ImaSigner signer = ImaSigner.ec(work, "ec", "P-256");
    Path compressed = work.resolve("compressed");
    Tools.run(
            "openssl",
            "ec",
            "-pubin",
            "-in",
            signer.publicKey(),
            "-conv_form",
            "compressed",
            "-out",
            compressed)
        .succeeded();

    ImaKey key = ImaKeyFile.readKeys(compressed).get(0);

    assertThat(key.subjectPublicKeyInfo())
        .isEqualTo(ImaKeyFile.readKeys(signer.publicKey()).get(0).subjectPublicKeyInfo());
  }

  @Test
  void bareRsaKeyIsTheSameKey() throws IOException {
    ImaSigner signer = ImaSigner.rsa(work, "rsa");
    Path bare = work.resolve("bare");
    Tools.run(
            "openssl",
            "rsa",
            "-pubin",
            "-in",
            signer.publicKey(),
            "-RSAPublicKey_out",
            "-out",
            bare)
        .succeeded();

    assertThat(ImaKeyFile.readKeys(bare).get(0).id())
        .isEqualTo(ImaKeyFile.readKeys(signer.publicKey()).get(0).id());
  }

  @Test
  @RequiresTool({"evmctl", "openssl"})
  void certificateWithoutAnIdentifierHasTheIdThatEvmctlComputes() throws IOException {
    ImaSigner signer =
        ImaSigner.make(work, "bare", "-newkey", "rsa:2048", "-addext", "subjectKeyIdentifier=none");
    Path file = Files.writeString(work.resolve("file"), "content");
    Tools.run("evmctl", "ima_sign", "--sigfile", "--key", signer.key(), file).succeeded();

    String said =
        Tools.run("evmctl", "ima_verify", "--sigfile", "--key", signer.derCertificate(), file)
            .succeeded()
            .errorText();

    // evmctl prints it as a number, without zeros in front.
    ImaKeyId id = ImaKeyFile.readCertificates(signer.certificate()).get(0).id();
    assertThat(said).contains("key 1: %x ".formatted(Long.parseLong(id.toString(), 16)));
  }

  @Test
  void privateKeyIsRefusedByThatName() {
    ImaSigner signer = ImaSigner.rsa(work, "rsa");
    Path der = work.resolve("der");
    Tools.run("openssl", "pkey", "-in", signer.key(), "-outform", "DER", "-out", der).succeeded();

    assertMalformed(signer.key(), "holds a private key");
    assertMalformed(der, "holds a private key");
    assertThatExceptionOfType(MalformedInputException.class)
        .isThrownBy(() -> ImaKeyFile.readCertificates(signer.publicKey()))
        .withMessageContaining("no. 1 is no X.509 certificate");
  }

  @ParameterizedTest
  @CsvSource({"ed25519, 1.3.101.112", "dsa, 1.2.840.10040.4.1"})
  void keyOfAnotherKindIsRefused(String kind, String algorithm) {
    Path key = work.resolve("key");
    if (kind.equals("dsa")) {
      Path parameters = work.resolve("parameters");
      Tools.run("openssl", "dsaparam", "-out", parameters, "1024").succeeded();
      Tools.run("openssl", "gendsa", "-out", key, parameters).succeeded();
    } else {
      Tools.run("openssl", "genpkey", "-algorithm", kind, "-out", key).succeeded();
    }
    Path publicKey = work.resolve("public");
    Tools.run("openssl", "pkey", "-in", key, "-pubout", "-out", publicKey).succeeded();

    assertMalformed(publicKey, "a key of algorithm " + algorithm);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nothing of the kind",
        "-----BEGIN CERTIFICATE-----\n",
        "-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----\n",
        "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n",
        "-----BEGIN CERTIFICATE-----\nMAYwADAAAwA=\n-----END CERTIFICATE-----\n",
        "-----BEGIN PUBLIC KEY-----\nMAQwAAMA\n-----END PUBLIC KEY-----\n",
        "0\u0080garbage",
      })
  void garbageIsMalformed(String text) throws IOException {
    Path file = Files.write(work.resolve("file"), text.getBytes(StandardCharsets.ISO_8859_1));

    assertMalformed(file, "");
  }

  @Test
  void oversizedFileIsNotRead() throws IOException {
    Path file = Files.write(work.resolve("file"), new byte[(1 << 20) + 1]);

    assertThatExceptionOfType(LimitExceededException.class)
        .isThrownBy(() -> ImaKeyFile.readKeys(file));
  }

  @Test
  void tooManyKeysInAFileAreRefused() throws IOException {
    String one = Files.readString(ImaSigner.ec(work, "ec", "P-256").publicKey());
    Path file = Files.writeString(work.resolve("file"), one.repeat(101));

    assertThatExceptionOfType(LimitExceededException.class)
        .isThrownBy(() -> ImaKeyFile.readKeys(file));
  }

  private static void assertMalformed(Path file, String problem) {
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> ImaKeyFile.readKeys(file))
        .withMessageStartingWith(file.toString())
        .withMessageContaining(problem);
  }
}
