package io.github.imaallowlist.rpm.transport;

import static io.github.imaallowlist.rpm.transport.Fetches.fetch;
import static io.github.imaallowlist.rpm.transport.Fetches.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.error.UnsupportedInputException;
import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.Tools;
import io.github.imaallowlist.fixtures.http.FolderServer;
import io.github.imaallowlist.fixtures.http.ForwardProxy;
import io.github.imaallowlist.fixtures.http.Misbehaviour;
import io.github.imaallowlist.fixtures.http.Nginx;
import io.github.imaallowlist.fixtures.http.ScriptedServer;
import io.github.imaallowlist.fixtures.http.TlsFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@RequiresTool({"openssl", "nginx"})
@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class TlsTest {
  private static final byte[] CONTENT = Fetches.content(100_000);

  @TempDir private static Path files;
  @TempDir private static Path keys;
  @TempDir private Path own;

  private static TlsFiles tls = new TlsFiles(Path.of("none"));

  @BeforeAll
  static void make() throws IOException {
    Files.write(files.resolve("file"), CONTENT);
    tls = TlsFiles.make(keys);
  }

  private static TransportSettings trusting() {
    return Fetches.settings().withCaCertificates(tls.authority());
  }

  @ParameterizedTest
  @ValueSource(strings = {"pem", "old pem", "pkcs12"})
  void nginxAcceptsTheClientsCertificate(String form) throws IOException {
    ClientCertificate certificate =
        switch (form) {
          case "pem" -> new ClientCertificate.Pem(tls.certificate("client"), tls.key("client"));
          case "old pem" -> new ClientCertificate.Pem(tls.certificate("client"), oldKey());
          default -> new ClientCertificate.Pkcs12(tls.pkcs12("client"), TlsFiles.PASSWORD);
        };
    try (Nginx nginx = Nginx.askingForCertificates(files, own, tls);
        HttpTransport transport =
            new HttpTransport(trusting().withClientCertificate(certificate))) {
      ByteRange range = new ByteRange(10, 99);
      assertThat(transport.fetch(request(nginx.uri("/file")))).isEqualTo(CONTENT);
      assertThat(transport.fetch(request(nginx.uri("/file")).withRange(range)))
          .isEqualTo(Arrays.copyOfRange(CONTENT, 10, 100));
    }
  }

  /** As openssl wrote keys before PKCS#8. */
  private Path oldKey() {
    Path key = own.resolve("old.key");
    Tools.run("openssl", "pkey", "-traditional", "-in", tls.key("client"), "-out", key).succeeded();
    return key;
  }

  @Test
  void nginxRefusesWhoHasNoCertificate() {
    try (Nginx nginx = Nginx.askingForCertificates(files, own, tls)) {
      assertThatThrownBy(() -> fetch(trusting(), nginx.uri("/file")))
          .isInstanceOfSatisfying(
              FetchFailedException.class, e -> assertThat(e.status()).hasValue(400));
    }
  }

  @Test
  void nginxSendsRangesAndChecksPasswords() throws IOException {
    try (Nginx nginx = Nginx.withPassword(files, own, "me:{PLAIN}secret")) {
      URI right = URI.create("http://me:secret@127.0.0.1:%d/file".formatted(nginx.port()));
      URI wrong = URI.create("http://me:wrong@127.0.0.1:%d/file".formatted(nginx.port()));
      ByteRange range = new ByteRange(10, 99);

      assertThat(fetch(request(right).withRange(range)))
          .isEqualTo(Arrays.copyOfRange(CONTENT, 10, 100));
      assertThatThrownBy(() -> fetch(wrong))
          .isInstanceOfSatisfying(
              FetchFailedException.class, e -> assertThat(e.status()).hasValue(401));
    }
  }

  @Test
  void authorityThatNobodyNamedIsNotTrusted() {
    try (FolderServer server = FolderServer.withTls(files, tls.context("server"))) {
      assertThatThrownBy(() -> fetch(server.uri("/file")))
          .isInstanceOfSatisfying(
              FetchFailedException.class,
              e -> {
                assertThat(e.failure()).isEqualTo(FetchFailure.TLS);
                assertThat(e.attempts()).isEqualTo(1);
              })
          .hasMessageContaining("is not trusted");
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void namedAuthorityReplacesTheOthers() {
    TransportSettings other = Fetches.settings().withCaCertificates(tls.certificate("client"));
    try (FolderServer server = FolderServer.withTls(files, tls.context("server"))) {
      assertThatThrownBy(() -> fetch(other, server.uri("/file")))
          .hasMessageContaining("is not trusted");
    }
  }

  @Test
  void certificateForAnotherHostIsRefused() {
    try (FolderServer server = FolderServer.withTls(files, tls.context("elsewhere"))) {
      assertThatThrownBy(() -> fetch(trusting(), server.uri("/file")))
          .isInstanceOfSatisfying(
              FetchFailedException.class, e -> assertThat(e.failure()).isEqualTo(FetchFailure.TLS));
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void manyFetchesOverTlsUseOneConnection() throws IOException {
    try (FolderServer server = FolderServer.withTls(files, tls.context("server"));
        HttpTransport transport = new HttpTransport(trusting())) {
      for (int i = 0; i < 20; i++) {
        transport.fetch(request(server.uri("/file")));
      }
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void tunnelThroughAProxyWithAPassword() throws IOException {
    try (FolderServer server = FolderServer.withTls(files, tls.context("server"));
        ForwardProxy proxy = ForwardProxy.withPassword("me:p@ss")) {
      String variable = "http://me:p%40ss@" + proxy.authority();
      TransportSettings settings =
          trusting().withProxies(ProxySettings.of(Map.of("https_proxy", variable)));
      try (HttpTransport transport = new HttpTransport(settings)) {
        for (int i = 0; i < 5; i++) {
          assertThat(transport.fetch(request(server.uri("/file")))).isEqualTo(CONTENT);
        }
      }

      assertThat(proxy.requests()).hasSize(1);
      assertThat(proxy.requests().get(0).method()).isEqualTo("CONNECT");
      assertThat(server.requests())
          .hasSize(5)
          .allMatch(request -> request.header("Proxy-Authorization").isEmpty());
    }
  }

  @Test
  void proxyWithAnotherPasswordRefusesTheTunnel() throws IOException {
    try (FolderServer server = FolderServer.withTls(files, tls.context("server"));
        ForwardProxy proxy = ForwardProxy.withPassword("me:right")) {
      String variable = "http://me:wr0ng@" + proxy.authority();
      TransportSettings settings =
          trusting().withProxies(ProxySettings.of(Map.of("https_proxy", variable)));

      assertThatThrownBy(() -> fetch(settings, server.uri("/file")))
          .hasMessageContaining("refuses: 407");
      assertThat(server.connections()).isZero();
    }
  }

  @Test
  void redirectFromHttpsToHttpIsRefused() throws IOException {
    try (FolderServer plain = FolderServer.of(files);
        ScriptedServer server =
            ScriptedServer.withTls(
                tls.context("server"), Misbehaviour.redirects(plain.uri("/file").toString()))) {
      assertThatThrownBy(() -> fetch(trusting(), server.uri("/file")))
          .hasMessageContaining("redirects from https to http");
      assertThat(plain.requests()).isEmpty();
    }
  }

  @Test
  void slowDripOverTlsEnds() throws IOException {
    TransportSettings settings = trusting().withTimeLimits(Fetches.SHORT).withAttempts(1);
    try (ScriptedServer server =
        ScriptedServer.withTls(tls.context("server"), Misbehaviour.dripsBody(5))) {
      assertThatThrownBy(() -> fetch(settings, server.uri("/file")))
          .hasMessageContaining("bytes a second over 0.4 s");
    }
  }

  @Test
  void serverThatSpeaksNoTlsIsAnError() throws IOException {
    try (FolderServer plain = FolderServer.of(files)) {
      URI uri = URI.create("https://" + plain.authority() + "/file");

      TransportSettings settings = trusting().withTimeLimits(Fetches.SHORT).withAttempts(1);

      assertThatThrownBy(() -> fetch(settings, uri)).isInstanceOf(FetchFailedException.class);
    }
  }

  @Test
  void whatIsWrongWithAKeyFileIsSaidOfTheFile() throws IOException {
    Path none = own.resolve("none.pem");
    Path empty = Files.writeString(own.resolve("empty.pem"), "");
    Path encrypted = own.resolve("encrypted.key");
    Tools.run(
            "openssl",
            "pkcs8",
            "-topk8",
            "-in",
            tls.key("client"),
            "-passout",
            "pass:x",
            "-out",
            encrypted)
        .succeeded();
    URI uri;
    try (FolderServer server = FolderServer.withTls(files, tls.context("server"))) {
      uri = server.uri("/file");
      Path certificate = tls.certificate("client");

      assertThatThrownBy(() -> fetch(Fetches.settings().withCaCertificates(none), uri))
          .isInstanceOf(NoSuchFileException.class);
      assertThatThrownBy(() -> fetch(Fetches.settings().withCaCertificates(empty), uri))
          .isInstanceOf(MalformedInputException.class)
          .hasMessageContaining("no certificate in PEM");
      assertThatThrownBy(() -> fetchWith(new ClientCertificate.Pem(certificate, empty), uri))
          .isInstanceOf(MalformedInputException.class)
          .hasMessageContaining("no private key in PEM");
      assertThatThrownBy(() -> fetchWith(new ClientCertificate.Pem(certificate, encrypted), uri))
          .isInstanceOf(UnsupportedInputException.class)
          .hasMessageContaining("the key is encrypted");
      assertThatThrownBy(
              () -> fetchWith(new ClientCertificate.Pkcs12(tls.pkcs12("client"), "wr0ng"), uri))
          .isInstanceOf(MalformedInputException.class)
          .message()
          .doesNotContain("wr0ng");
    }
  }

  private static byte[] fetchWith(ClientCertificate certificate, URI uri) throws IOException {
    return fetch(trusting().withClientCertificate(certificate), uri);
  }
}
