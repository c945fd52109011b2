package io.github.imaallowlist.signing.cms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.UnsupportedInputException;
import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.signing.ByteSource;
import io.github.imaallowlist.signing.SigningKey;
import io.github.imaallowlist.signing.x509.CertificateTrust;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What we sign openssl verifies, and what it signs we do. */
@RequiresTool("openssl")
class CmsRoundTripTest extends CmsTrial {
  private Instant now = Instant.now();

  @BeforeEach
  void intermediate() throws Exception {
    authority.issue("root", "middle", Authority.CA);
  }

  private byte[] sign(String name, CmsForm form, String... chain) throws Exception {
    now = Instant.now();
    return signAt(now, name, form, chain);
  }

  private byte[] signAt(Instant time, String name, CmsForm form, String... chain) throws Exception {
    SigningKey key = key(name);
    return CmsSigner.sign(
        ByteSource.of(folder.resolve("list")),
        key,
        SignerCertificates.of(key, certificates(chain)),
        time,
        form);
  }

  private CmsVerification verify(Path signature, String... anchors) throws Exception {
    CertificateTrust trust = new CertificateTrust(certificates(anchors), List.of(), List.of());
    return new CmsVerifier(new CmsTrust(List.of(), Optional.of(trust)), now)
        .verify(ByteSource.of(folder.resolve("list")), ByteSource.of(signature));
  }

  @ParameterizedTest
  @CsvSource({
    "P-256, PEM, SHA256",
    "P-384, DER, SHA384",
    "P-521, PEM, SHA512",
    "RSA, DER, SHA256",
    "RSA3072, PEM, SHA256"
  })
  void opensslVerifiesWhatWasSigned(String kind, CmsForm form, String hash) throws Exception {
    authority.key("signer", kind);
    authority.issue("middle", "signer", Authority.SIGNER);

    Path signature =
        Files.write(folder.resolve("list.p7s"), sign("signer", form, "middle", "signer"));

    openssl.run(
        "cms",
        "-verify",
        "-binary",
        "-content",
        "list",
        "-inform",
        form,
        "-in",
        "list.p7s",
        "-CAfile",
        "root.crt",
        "-purpose",
        "any",
        "-out",
        "verified");
    assertThat(folder.resolve("verified")).hasBinaryContent(CONTENT);
    assertThat(
            openssl
                .attempt("cms", "-cmsout", "-print", "-noout", "-inform", form, "-in", "list.p7s")
                .text())
        .contains("id-smime-aa-signingCertificateV2", "signingTime", "messageDigest")
        .containsIgnoringCase(hash);
    CmsVerification ours = verify(signature, "root");
    assertThat(ours.isGood()).as(ours.toString()).isTrue();
    assertThat(ours.signers().get(0).signingTime()).contains(now.truncatedTo(ChronoUnit.SECONDS));
    openssl.publicHalf(folder.resolve("signer.key"));
    assertThat(ours.fingerprints())
        .containsExactly(
            io.github.imaallowlist.fixtures.Tools.run("sha256sum", folder.resolve("signer.key.pub"))
                .succeeded()
                .text()
                .substring(0, 64));
  }

  @Test
  void opensslNeedsNoPurposeWhereTheCertificateIsForMail() throws Exception {
    authority.issue(
        "root", "signer", "keyUsage=digitalSignature\nextendedKeyUsage=emailProtection");
    Files.write(folder.resolve("list.p7s"), sign("signer", CmsForm.PEM, "signer"));

    openssl.run(
        "cms",
        "-verify",
        "-binary",
        "-content",
        "list",
        "-inform",
        "PEM",
        "-in",
        "list.p7s",
        "-CAfile",
        "root.crt",
        "-cades",
        "-out",
        "verified");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-outform DER",
        "-keyid",
        "-noattr",
        "-md sha512",
        "-cades",
        "-certfile middle.crt"
      })
  void whatOpensslSignedIsVerified(String options) throws Exception {
    authority.issue("root", "signer", Authority.SIGNER + "\nsubjectKeyIdentifier=hash");

    verifiesOpenssl("signer", options);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-keyopt rsa_padding_mode:pss",
        "-keyopt rsa_padding_mode:pss -md sha384",
        "-noattr"
      })
  void whatOpensslSignedWithRsaIsVerified(String options) throws Exception {
    authority.key("signer", "RSA");
    authority.issue("root", "signer", Authority.SIGNER);

    verifiesOpenssl("signer", options);
  }

  private void verifiesOpenssl(String signer, String options) throws Exception {
    String command =
        "cms -sign -binary -in list -signer %s.crt -inkey %s.key -out list.p7s"
            .formatted(signer, signer);
    openssl.run(
        (Object[])
            (command + (options.contains("-outform") ? " " : " -outform PEM ") + options)
                .strip()
                .split(" +"));
    // Its clock is the machine's.
    now = Instant.now();

    CmsVerification result = verify(folder.resolve("list.p7s"), "root");

    assertThat(result.isGood()).as(result.toString()).isTrue();
    Files.write(folder.resolve("list"), new byte[] {'x'});
    CmsVerification changed = verify(folder.resolve("list.p7s"), "root");
    assertThat(changed.isGood()).isFalse();
  }

  @Test
  void signatureWithoutCertificatesNeedsThemFromElsewhere() throws Exception {
    authority.issue("root", "signer", Authority.SIGNER);
    openssl.run(
        "cms",
        "-sign",
        "-binary",
        "-in",
        "list",
        "-signer",
        "signer.crt",
        "-inkey",
        "signer.key",
        "-nocerts",
        "-outform",
        "PEM",
        "-out",
        "list.p7s");
    now = Instant.now();
    Path signature = folder.resolve("list.p7s");

    assertThat(verify(signature, "root").firstBad().orElseThrow().status())
        .isEqualTo(SignerStatus.NO_CERTIFICATE);
    CertificateTrust trust =
        new CertificateTrust(certificates("root"), certificates("signer"), List.of());
    assertThat(
            new CmsVerifier(new CmsTrust(List.of(), Optional.of(trust)), now)
                .verify(ByteSource.of(folder.resolve("list")), ByteSource.of(signature))
                .isGood())
        .isTrue();
    PinnedKey pinned = PinnedKey.read(openssl.publicHalf(folder.resolve("signer.key")));
    assertThat(
            new CmsVerifier(new CmsTrust(List.of(pinned), Optional.empty()), now)
                .verify(ByteSource.of(folder.resolve("list")), ByteSource.of(signature))
                .isGood())
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-nodetach", "-nodetach -stream"})
  void contentInsideIsRefused(String options) throws Exception {
    authority.issue("root", "signer", Authority.SIGNER);
    openssl.run(
        (Object[])
            ("cms -sign -binary -in list -signer signer.crt -inkey signer.key -outform DER"
                    + " -out list.p7s "
                    + options)
                .split(" "));

    assertThatThrownBy(() -> verify(folder.resolve("list.p7s"), "root"))
        .isInstanceOf(UnsupportedInputException.class)
        .hasMessageContaining("content inside");
  }

  @Test
  void contentLargerThanTheHeapIsSignedAndVerified() throws Exception {
    authority.issue("root", "signer", Authority.SIGNER);
    ByteSource large = new Zeros(Runtime.getRuntime().maxMemory() + 1);
    SigningKey key = key("signer");

    byte[] signature =
        CmsSigner.sign(
            large,
            key,
            SignerCertificates.of(key, certificates("signer")),
            Instant.now(),
            CmsForm.DER);

    PinnedKey pinned = PinnedKey.read(folder.resolve("signer.crt"));
    assertGood(
        new CmsVerifier(new CmsTrust(List.of(pinned), Optional.empty()), Instant.now())
            .verify(large, ByteSource.of("p7s", signature)));
  }

  private record Zeros(long length) implements ByteSource {
    @Override
    public String name() {
      return "zeros";
    }

    @Override
    public InputStream open() {
      return new InputStream() {
        private long left = length;

        @Override
        public int read() {
          return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] bytes, int offset, int count) {
          int given = (int) Math.min(count, left);
          left -= given;
          return given == 0 && count > 0 ? -1 : given;
        }
      };
    }
  }

  @Test
  void keyWithoutItsCertificateSignsNoCms() throws Exception {
    authority.issue("root", "signer", Authority.SIGNER);

    assertThatThrownBy(() -> sign("signer", CmsForm.PEM, "root"))
        .isInstanceOf(AllowlistException.class)
        .hasMessageContaining("none of the given certificates is for the key");
    assertThatThrownBy(() -> sign("signer", CmsForm.PEM)).hasMessageContaining("came without one");
  }

  @Test
  void certificateThatNoVerifierTakesSignsNothing() throws Exception {
    authority.issue("root", "server", "extendedKeyUsage=serverAuth");
    authority.issue("root", "signer", Authority.SIGNER);

    assertThatThrownBy(() -> sign("server", CmsForm.PEM, "server"))
        .isInstanceOf(AllowlistException.class)
        .hasMessageContaining("for other purposes");
    assertThatThrownBy(() -> signAt(Instant.EPOCH, "signer", CmsForm.PEM, "signer"))
        .hasMessageContaining("valid from");
  }
}
