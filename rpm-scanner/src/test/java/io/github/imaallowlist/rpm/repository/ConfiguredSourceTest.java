package io.github.imaallowlist.rpm.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.fixtures.Digest;
import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.RpmBytes;
import io.github.imaallowlist.fixtures.http.FolderServer;
import io.github.imaallowlist.fixtures.http.ForwardProxy;
import io.github.imaallowlist.fixtures.http.TlsFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Repositories that a {@code .repo} file names. */
@RequiresTool("createrepo_c")
class ConfiguredSourceTest {
  @TempDir private Path work;
  private Path root;

  @BeforeEach
  void makeRepository() throws IOException {
    root = Files.createDirectories(work.resolve("server/repo"));
    Files.write(root.resolve("a.rpm"), RpmBytes.named("a").executable("/usr/bin/a", "a").build());
    SampleRpms.createrepo(root);
  }

  private String repo(String text) throws IOException {
    return Files.writeString(work.resolve("x.repo"), text).toString();
  }

  private static List<OpenedSource> open(String source) throws Exception {
    return Sources.open(source, ServedRepository.settings());
  }

  private static void assertOnePackage(PackageSource source) throws IOException {
    assertThat(source.list().packages()).hasSize(1);
    source.close();
  }

  @Test
  void eachEnabledRepositoryIsASource() throws Exception {
    try (FolderServer server = FolderServer.of(work.resolve("server"))) {
      String url = server.uri("/$var").toString();
      String source =
          repo(
              """
              [one]
              baseurl=http://127.0.0.1:1/repo
                %1$s
              [off]
              enabled=0
              baseurl=http://127.0.0.1:1/
              [local]
              baseurl=%2$s
              """
                  .formatted(url, root.toUri()));
      List<OpenedSource> opened =
          Sources.open(source, ServedRepository.settings().withVariables(Map.of("var", "repo")));

      assertThat(opened)
          .extracting(one -> one.source().name())
          .containsExactly(source + " [one]", source + " [local]");
      assertThat(opened.get(1).source()).isInstanceOf(RepositoryFolder.class);
      for (OpenedSource one : opened) {
        assertOnePackage(one.source());
      }
    }
  }

  @Test
  void onlyKeysOnThisMachineArePins() throws Exception {
    OpenedSource opened =
        open(repo(
                """
                    [a]
                    baseurl=%s
                    gpgkey=file:///etc/keys/a%%20key, /etc/keys/b https://example.org/key
                      c.asc
                    gpgcheck=1
                    repo_gpgcheck=0
                    """
                    .formatted(root.toUri())))
            .get(0);

    assertThat(opened.pinnedKeys())
        .containsExactly(Path.of("/etc/keys/a key"), Path.of("/etc/keys/b"), work.resolve("c.asc"));
    assertThat(opened.keyUrls()).containsExactly("https://example.org/key");
    assertThat(opened.gpgcheck()).contains(true);
    assertThat(opened.repoGpgcheck()).contains(false);
  }

  @Test
  void mirrorlistGivesUrlsInItsOrder() throws Exception {
    try (FolderServer server = FolderServer.of(work.resolve("server"))) {
      Files.writeString(
          work.resolve("server/list"),
          """
          # mirrors
          rsync://127.0.0.1/repo
          %s

          %s
          """
              .formatted(server.uri("/nowhere"), server.uri("/repo/")));
      String source = repo("[a]\nmirrorlist=" + server.uri("/list") + "\n");

      assertOnePackage(open(source).get(0).source());
      assertThat(server.requests().get(1).target()).isEqualTo("/nowhere/repodata/repomd.xml");
    }
  }

  private String metalink(FolderServer server, byte[] repomd) throws IOException {
    Files.writeString(
        work.resolve("server/metalink"),
        """
        <metalink version="3.0" xmlns="http://www.metalinker.org/"><files>
        <file name="repomd.xml">
          <verification><hash type="sha256">%s</hash></verification>
          <resources>
            <url preference="50">%s</url>
            <url preference="90">%s</url>
          </resources>
        </file></files></metalink>
        """
            .formatted(
                Digest.SHA256.hex(repomd),
                server.uri("/repo/repodata/repomd.xml"),
                server.uri("/behind/repodata/repomd.xml")));
    return repo("[a]\nmetalink=" + server.uri("/metalink") + "\n");
  }

  @Test
  void mirrorThatIsBehindTheMetalinkIsPassedOver() throws Exception {
    Path behind = Files.createDirectories(work.resolve("server/behind"));
    SampleRpms.createrepo(behind);
    try (FolderServer server = FolderServer.of(work.resolve("server"))) {
      byte[] current = Files.readAllBytes(root.resolve("repodata/repomd.xml"));
      assertOnePackage(open(metalink(server, current)).get(0).source());

      String neither = metalink(server, new byte[1]);
      assertThatThrownBy(() -> open(neither))
          .isInstanceOf(MalformedInputException.class)
          .hasMessageContaining("not the one that the metalink announces");
    }
  }

  @Test
  void userGoesToTheNamedServerOnly() throws Exception {
    try (FolderServer server = FolderServer.withPassword(work.resolve("server"), "me:secret");
        FolderServer other = FolderServer.of(work.resolve("server"))) {
      Files.writeString(work.resolve("server/list"), other.uri("/repo").toString());
      String login = "username=me\npassword=secret\n";
      assertOnePackage(
          open(repo("[a]\nbaseurl=" + server.uri("/repo") + "\n" + login)).get(0).source());
      assertOnePackage(
          open(repo("[a]\nmirrorlist=" + server.uri("/list") + "\n" + login)).get(0).source());

      assertThat(other.requests())
          .isNotEmpty()
          .allMatch(request -> request.header("Authorization").isEmpty());
    }
  }

  @Test
  @RequiresTool("openssl")
  void certificatesAndProxyAreThoseOfTheFile() throws Exception {
    TlsFiles tls = TlsFiles.make(Files.createDirectory(work.resolve("tls")));
    try (FolderServer server = FolderServer.withTls(work.resolve("server"), tls.context("server"));
        ForwardProxy proxy = ForwardProxy.withPassword("p:q r")) {
      String source =
          repo(
              """
              [a]
              baseurl=%s
              sslcacert=tls/ca.pem
              sslclientcert=%s
              sslclientkey=%s
              proxy=%s
              proxy_username=p
              proxy_password=q r
              """
                  .formatted(
                      server.uri("/repo"),
                      tls.certificate("client"),
                      tls.key("client"),
                      proxy.uri("")));

      assertOnePackage(open(source).get(0).source());
      assertThat(proxy.requests()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[a]\nname=no url\n",
        "[a]\nbaseurl=ftp://example.org/\n",
        "[a]\nbaseurl=http:///nohost\n",
        "[a]\nmetalink=/etc/metalink\n",
        "[a]\nenabled=0\nbaseurl=http://example.org/\n",
        "[a]\nbaseurl=http://example.org/$releasever\n",
        "[a]\nbaseurl=file://elsewhere/repo\n",
        "[a]\nusername=a:b\nbaseurl=http://127.0.0.1:1/\n",
      })
  void fileThatNamesNothingToBeReachedIsRefused(String text) throws IOException {
    String source = repo(text);
    assertThatThrownBy(() -> open(source))
        .asInstanceOf(InstanceOfAssertFactories.type(AllowlistException.class))
        .returns(ExitCode.USAGE, AllowlistException::exitCode);
  }

  @Test
  void mirrorlistThatIsXmlIsRefused() throws Exception {
    try (FolderServer server = FolderServer.of(work.resolve("server"))) {
      Files.writeString(work.resolve("server/list"), "<metalink/>");
      String source = repo("[a]\nmirrorlist=" + server.uri("/list") + "\n");
      assertThatThrownBy(() -> open(source)).isInstanceOf(InputException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://",
        "http://h/ x",
        "http://h/#x",
        "https://me:secret@h/ x",
        "ftp://example.org/repo",
        "file://elsewhere/x",
        "file:relative",
        "http://127.0.0.1:1/repodata/",
        "http://127.0.0.1:1/repodata/repomd.xml",
        "http://127.0.0.1:1/x.repo",
        "http://127.0.0.1:1/%2e%2e%2fx.rpm",
      })
  void urlThatNamesNoSourceIsRefusedWithoutItsPassword(String url) {
    assertThatThrownBy(() -> open(url))
        .asInstanceOf(InstanceOfAssertFactories.type(AllowlistException.class))
        .returns(ExitCode.USAGE, AllowlistException::exitCode)
        .extracting(Throwable::getMessage)
        .asString()
        .doesNotContain("secret");
  }

  @Test
  void fileUrlIsAPath() throws Exception {
    Path odd = Files.move(root, root.resolveSibling("a b%c"));

    assertOnePackage(open(odd.toUri().toString()).get(0).source());
    assertOnePackage(open("file://localhost" + odd.toUri().getRawPath()).get(0).source());
  }

  @Test
  void mirrorOfWhatIsNoOneRepositoryIsRefused() throws Exception {
    SourceSettings mirrored =
        ServedRepository.settings().withMirrors(List.of("http://127.0.0.1:1/"));
    String two = repo("[a]\nbaseurl=http://127.0.0.1:1/\n[b]\nbaseurl=http://127.0.0.1:1/\n");

    for (String source : List.of(two, root.toString(), "http://127.0.0.1:1/x.rpm")) {
      assertThatThrownBy(() -> Sources.open(source, mirrored))
          .asInstanceOf(InstanceOfAssertFactories.type(AllowlistException.class))
          .returns(ExitCode.USAGE, AllowlistException::exitCode);
    }
  }
}
