package io.github.imaallowlist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code publish} with signatures beside the list: OpenPGP and CMS. */
@RequiresTool({"createrepo_c", "gpg", "zstd"})
final class PublishDetachedTest {
  @TempDir private Path work;
  private Publisher publisher = Publisher.at(Path.of(""), Path.of(""));

  @BeforeEach
  void makeRepository() throws IOException {
    publisher = Publisher.create(work, work.resolve("repository"));
  }

  /** A key in a token signs otherwise each time, and OpenPGP and CMS have the time in them. */
  @Test
  void detachedSignatureIsRecordedAndStays() throws IOException {
    Object[] openPgp = {
      "publish",
      publisher.repository(),
      "--allow-unsigned",
      "--openpgp-key",
      publisher.secretKey(),
      "--repomd-key",
      publisher.secretKey()
    };
    Run.of(openPgp).succeeded();
    Path list = Files.write(work.resolve("list"), publisher.recorded("ima-allowlist"));
    Path signature =
        Files.write(work.resolve("list.asc"), publisher.recorded("ima-allowlist-signature"));
    publisher.gpg("--verify", signature, list);
    Map<String, String> state = publisher.state();

    Run.of(openPgp).succeeded();
    assertThat(publisher.state()).isEqualTo(state);
    Run.of(
            "publish",
            "--check",
            publisher.repository(),
            "--allow-unsigned",
            "--verify-keyring",
            publisher.publicKey())
        .succeeded();

    // The envelope takes its place, and the signature goes.
    assertThat(publisher.publish().succeeded().err()).contains("ima-allowlist-signature: it was");
    assertThat(publisher.list().digests()).containsKey("/usr/bin/one");
    publisher.check().succeeded();
  }

  @Test
  @RequiresTool("openssl")
  void renewedCertificateAndChainGetIntoTheSignature() throws IOException {
    Path first = certify("first");
    Path second = certify("second");
    Path other = certify("other");
    publishByCms(first).succeeded();
    Map<String, String> state = publisher.state();
    publishByCms(first).succeeded();
    assertThat(publisher.state()).isEqualTo(state);

    publishByCms(second).succeeded();
    assertThat(certificatesInSignature()).contains("CN=second").doesNotContain("CN=first");
    state = publisher.state();
    publishByCms(second).succeeded();
    assertThat(publisher.state()).isEqualTo(state);

    publishByCms(second, "--chain", other).succeeded();
    assertThat(certificatesInSignature()).contains("CN=second", "CN=other");
    publishByCms(second).succeeded();
    assertThat(certificatesInSignature()).doesNotContain("CN=other");
  }

  private Run publishByCms(Path certificate, Object... more) {
    return publisher.publish(
        Stream.concat(
                Stream.of("--cert", certificate, "--signature", "cms-der", "--no-cache"),
                Stream.of(more))
            .toArray());
  }

  /** One of the list's key. */
  private Path certify(String name) {
    Path certificate = work.resolve(name + ".crt");
    Tools.run(
            "openssl",
            "req",
            "-x509",
            "-key",
            publisher.key(),
            "-subj",
            "/CN=" + name,
            "-addext",
            "keyUsage=digitalSignature",
            "-out",
            certificate)
        .succeeded();
    return certificate;
  }

  private String certificatesInSignature() throws IOException {
    Path signature =
        Files.write(work.resolve("list.p7s"), publisher.recorded("ima-allowlist-signature"));
    return Tools.run("openssl", "pkcs7", "-inform", "DER", "-in", signature, "-print_certs")
        .succeeded()
        .text()
        .replace(" = ", "=");
  }
}
