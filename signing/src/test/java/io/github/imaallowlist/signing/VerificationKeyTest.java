package io.github.imaallowlist.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.Tools;
import io.github.imaallowlist.signing.pem.Pem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@RequiresTool("openssl")
class VerificationKeyTest {
  @TempDir private Path folder;
  private OpenSsl openssl;

  @BeforeEach
  void openSsl() {
    openssl = new OpenSsl(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"P-256", "P-384", "P-521"})
  @RequiresTool({"openssl", "sha256sum"})
  void keyIdOfAPlainKeyIsWhatSha256sumSaysOfItsFile(String curve) throws Exception {
    Path pub = openssl.publicHalf(openssl.pkcs8("key.pem", curve));

    VerificationKey key = VerificationKey.read(pub);

    assertThat(Tools.run("sha256sum", pub).succeeded().text()).startsWith(key.keyId() + " ");
    assertThat(key.fingerprint()).isEqualTo(key.keyId());
    assertThat(key.pem()).isEqualTo(Files.readString(pub));
    assertThat(key.curve().nistName()).isEqualTo(curve);
  }

  @Test
  void keyIdDoesNotDependOnHowThePointIsWritten() throws Exception {
    Path key = openssl.pkcs8("key.pem", "P-256");
    Path pub = openssl.publicHalf(key);
    openssl.run("ec", "-in", key, "-pubout", "-conv_form", "compressed", "-out", "compressed.pem");
    assertThat(openssl.file("compressed.pem")).content().isNotEqualTo(Files.readString(pub));

    assertThat(VerificationKey.read(openssl.file("compressed.pem")).keyId())
        .isEqualTo(VerificationKey.read(pub).keyId());
  }

  @Test
  void certificateIsTheSameKeyUnderAnotherId() throws Exception {
    Path key = openssl.pkcs8("key.pem", "P-384");
    Path certificate = openssl.certificate(key);
    Path withText = openssl.file("text.crt");
    openssl.run("x509", "-in", certificate, "-text", "-out", withText);
    assertThat(withText).content().startsWith("Certificate:");

    VerificationKey read = VerificationKey.read(withText);

    assertThat(read.keyId()).isEqualTo(Envelopes.base64(Files.readAllBytes(certificate)));
    assertThat(read.fingerprint()).isEqualTo(VerificationKey.read(openssl.publicHalf(key)).keyId());
  }

  @Test
  void certificateWithAnRsaKeyIsRefused() throws Exception {
    openssl.run("genrsa", "-out", "key.pem", "2048");

    assertThatThrownBy(() -> VerificationKey.read(openssl.certificate(openssl.file("key.pem"))))
        .isInstanceOf(AllowlistException.class)
        .hasMessageContaining("algorithm RSA");
  }

  @Test
  void oldRsaPublicKeyIsRefused() throws Exception {
    openssl.run("genrsa", "-out", "key.pem", "2048");
    openssl.run("rsa", "-in", "key.pem", "-RSAPublicKey_out", "-out", "pub.pem");

    assertThatThrownBy(() -> VerificationKey.read(openssl.file("pub.pem")))
        .isInstanceOf(AllowlistException.class)
        .hasMessageContaining("RSA PUBLIC KEY");
  }

  @Test
  void privateKeyIsNoVerificationKey() throws Exception {
    Path key = openssl.pkcs8("key.pem", "P-256");

    assertThatThrownBy(() -> VerificationKey.read(key))
        .isInstanceOf(AllowlistException.class)
        .hasMessageContaining("holds a private key where a public key")
        .extracting("remedy")
        .asString()
        .contains("openssl pkey -in");
  }

  @Test
  void pointThatIsNotOnTheCurveIsRefused() throws Exception {
    Path pub = openssl.publicHalf(openssl.pkcs8("key.pem", "P-256"));
    openssl.run("pkey", "-pubin", "-in", pub, "-outform", "DER", "-out", "der");
    byte[] der = Files.readAllBytes(openssl.file("der"));
    der[der.length - 1] ^= 1;
    Files.write(pub, Pem.encode("PUBLIC KEY", der));

    assertThatThrownBy(() -> VerificationKey.read(pub))
        .isInstanceOf(MalformedInputException.class)
        .hasMessageContaining("not a point on P-256");
  }

  @Test
  void pointAtInfinityIsRefused() throws Exception {
    Path pub = openssl.publicHalf(openssl.pkcs8("key.pem", "P-256"));
    byte[] der = HexFormat.of().parseHex("3019301306072a8648ce3d020106082a8648ce3d03010703020000");
    Files.write(pub, Pem.encode("PUBLIC KEY", der));

    assertThatThrownBy(() -> VerificationKey.read(pub))
        .isInstanceOf(MalformedInputException.class)
        .hasMessageContaining("not a point on P-256");
  }

  @Test
  void chainOfCertificatesIsRefusedAsNobodyKnowsWhichIsMeant() throws Exception {
    Path one = openssl.certificate(openssl.pkcs8("one.pem", "P-256"));
    Path other = openssl.certificate(openssl.pkcs8("other.pem", "P-256"));
    Files.writeString(one, Files.readString(one) + Files.readString(other));

    assertThatThrownBy(() -> VerificationKey.read(one))
        .isInstanceOf(MalformedInputException.class)
        .hasMessageContaining("a second key");
  }

  @Test
  void certificateRequestIsNoKey() throws Exception {
    Path key = openssl.pkcs8("key.pem", "P-256");
    openssl.run("req", "-new", "-key", key, "-subj", "/CN=signer", "-out", "request.pem");

    assertThatThrownBy(() -> VerificationKey.read(openssl.file("request.pem")))
        .isInstanceOf(MalformedInputException.class)
        .hasMessageContaining("found a CERTIFICATE REQUEST");
  }
}
