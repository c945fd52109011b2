package io.github.imaallowlist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.fixtures.BuiltRepository;
import io.github.imaallowlist.fixtures.FilelistsExt;
import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.http.FolderServer;
import io.github.imaallowlist.fixtures.http.TlsFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sources that are not on this machine, as the command line names them. */
@RequiresTool({"rpm", "createrepo_c", "modifyrepo_c"})
final class SourceOptionsTest {
  @TempDir private Path work;
  private Path root;

  @BeforeEach
  void makeRepository() throws IOException {
    root = Files.createDirectory(work.resolve("repo"));
    Repositories.write(root, "a.rpm", Repositories.simple("a"));
    BuiltRepository.createRepodata(root);
  }

  @Test
  void repositoryByUrlFileUrlAndRepoFileGivesTheSamePaths() throws IOException {
    try (FolderServer server = FolderServer.of(work)) {
      Path file =
          Files.writeString(work.resolve("x.repo"), "[x]\nbaseurl=" + server.uri("/$v") + "\n");
      for (List<Object> source :
          List.<List<Object>>of(
              List.of(server.uri("/repo/")),
              List.of(server.uri("/repo/a.rpm")),
              List.of("--mirror", server.uri("/repo"), server.uri("/nowhere")),
              List.of(root.toUri()),
              List.of("--setvar", "v=repo", file))) {
        assertThat(Run.generate(source.toArray()).succeeded().policy().digests())
            .containsOnlyKeys("/usr/bin/a");
      }
    }
  }

  @Test
  void metadataModeSaysWhatItCannotKnow() {
    assertThat(Run.generate("--read", "metadata", root).ended(2).err())
        .contains("no filelists-ext", "--filelists-ext");

    FilelistsExt.addTo(root);
    Run run = Run.generate("--read", "metadata", root).succeeded();
    assertThat(run.policy().digests()).containsOnlyKeys("/usr/bin/a");
    assertThat(run.err()).contains("by their repository's metadata alone", "where links lead");
  }

  @Test
  void passwordComesFromAFileAndIsNotShown() throws IOException {
    Path right = Files.writeString(work.resolve("right"), "secret\nmore\n");
    Path wrong = Files.writeString(work.resolve("wrong"), "guessed\n");
    try (FolderServer server = FolderServer.withPassword(root, "me:secret")) {
      Object url = server.uri("/");
      assertThat(
              Run.generate("--user", "me", "--password-file", right, url)
                  .succeeded()
                  .policy()
                  .digests())
          .containsOnlyKeys("/usr/bin/a");
      assertThat(Run.generate("--user", "me", "--password-file", wrong, url).ended(4).err())
          .contains("401")
          .doesNotContain("guessed");
      assertThat(Run.generate("--user", "me", "--password-env", "NO_SUCH_VARIABLE", url).err())
          .contains("NO_SUCH_VARIABLE");
    }
  }

  @Test
  @RequiresTool("openssl")
  void serverIsTrustedByTheGivenAuthorityOnly() throws IOException {
    TlsFiles tls = TlsFiles.make(Files.createDirectory(work.resolve("tls")));
    try (FolderServer server = FolderServer.withTls(root, tls.context("server"))) {
      Run.generate(
              "--ca-cert",
              tls.authority(),
              "--client-cert",
              tls.certificate("client"),
              "--client-key",
              tls.key("client"),
              server.uri("/"))
          .succeeded();
      assertThat(Run.generate(server.uri("/")).ended(4).text()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--user me, --user goes with --password-env or --password-file",
    "--password-file x, --user goes with",
    "--user me --password-env A --password-file x, exclude one another",
    "--user a:b --password-file x, has no colon",
    "--client-key x, --client-key goes with --client-cert",
    "--mirror http://m.example/ http://second.example/, --mirror goes with one SOURCE",
  })
  void optionsThatDoNotGoTogetherAreRefused(String options, String message) {
    Object[] all = (options + " http://first.example/").split(" ");
    assertThat(Run.generate(all).ended(2).err()).contains(message);
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:1/, 4",
    "ftp://example.org/, 2",
    "file://elsewhere/x, 2",
    "http://, 2"
  })
  void whatCannotBeReachedEndsWithItsStatus(String source, int status) {
    Run run = Run.generate(source).ended(status);
    assertThat(run.text()).isEmpty();
    assertThat(run.err().lines().count()).isLessThanOrEqualTo(3);
  }
}
