package io.github.imaallowlist.signing.cms;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.signing.ByteSource;
import io.github.imaallowlist.signing.KeyLocation;
import io.github.imaallowlist.signing.OpenSsl;
import io.github.imaallowlist.signing.Passphrase;
import io.github.imaallowlist.signing.SigningKey;
import io.github.imaallowlist.signing.x509.CertificateFile;
import io.github.imaallowlist.signing.x509.CertificateTrust;
import io.github.imaallowlist.signing.x509.PathStatus;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A CA {@code root}, its signer, and lists that are signed. */
abstract class CmsTrial {
  static final byte[] CONTENT = "0123  /usr/bin/true\n".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;
  OpenSsl openssl;
  Authority authority;

  @BeforeEach
  void contentAndCa() throws Exception {
    openssl = new OpenSsl(folder);
    authority = new Authority(openssl);
    Files.write(folder.resolve("list"), CONTENT);
    authority.root("root", Authority.CA);
  }

  SigningKey key(String name) throws Exception {
    return SigningKey.read(
        new KeyLocation.InFile(folder.resolve(name + ".key"), Optional.empty()), Passphrase.none());
  }

  List<X509Certificate> certificates(String... names) throws Exception {
    List<X509Certificate> certificates = new ArrayList<>();
    for (String name : names) {
      certificates.addAll(CertificateFile.read(folder.resolve(name + ".crt")));
    }
    return certificates;
  }

  /** By openssl, which does not mind who signs. */
  byte[] signed(String signer, String... options) throws Exception {
    List<Object> command =
        new ArrayList<>(
            List.of("cms", "-sign", "-binary", "-in", "list", "-outform", "DER", "-out", "p7s"));
    command.addAll(List.of("-signer", signer + ".crt", "-inkey", signer + ".key"));
    command.addAll(List.of(options));
    openssl.run(command.toArray());
    return Files.readAllBytes(folder.resolve("p7s"));
  }

  CmsVerification verify(byte[] signature) throws Exception {
    return verify(signature, Instant.now(), List.of());
  }

  CmsVerification verify(byte[] signature, Instant now, List<X509CRL> revocationLists)
      throws Exception {
    CertificateTrust trust = new CertificateTrust(certificates("root"), List.of(), revocationLists);
    return new CmsVerifier(new CmsTrust(List.of(), Optional.of(trust)), now)
        .verify(ByteSource.of(folder.resolve("list")), ByteSource.of("list.p7s", signature));
  }

  static void assertGood(CmsVerification verification) {
    assertThat(verification.isGood()).as(verification.toString()).isTrue();
  }

  static void assertBad(CmsVerification verification, SignerStatus status, String detail) {
    assertThat(verification.isGood()).isFalse();
    SignerCheck bad = verification.firstBad().orElseThrow();
    assertThat(bad.status()).as(bad.toString()).isEqualTo(status);
    assertThat(bad.detail()).contains(detail);
    assertThat(bad.fingerprint()).isEmpty();
    assertThat(bad.remedy()).isNotBlank();
  }

  static void assertPath(CmsVerification verification, PathStatus status) {
    assertThat(verification.isGood()).isFalse();
    SignerCheck bad = verification.firstBad().orElseThrow();
    assertThat(bad.path()).as(bad.toString()).contains(status);
    assertThat(bad.remedy()).isNotBlank();
  }
}
