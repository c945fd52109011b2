package io.github.imaallowlist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.fixtures.FilelistsExt;
import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.Tools;
import io.github.imaallowlist.fixtures.http.FolderServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What proves packages from disk and from a server, and what a list says of it. */
@RequiresTool({"createrepo_c", "gpg", "gpgconf", "rpmsign"})
final class TrustCommandsTest {
  @TempDir static Path work;
  private static Path repository;
  private static Path keyring;

  /** One package is signed, one is not; the metadata is. */
  @BeforeAll
  static void makeRepository() throws IOException {
    Path home = Files.createDirectory(work.resolve("g"));
    Tools.run("chmod", "700", home).succeeded();
    gpg(home, "--passphrase", "", "--quick-generate-key", "key@example.org", "rsa2048", "sign");
    keyring = Files.write(work.resolve("keyring"), gpg(home, "--export").output());
    repository = work.resolve("repository");
    Path signed = Repositories.write(repository, "signed.rpm", Repositories.simple("signed"));
    Repositories.write(repository, "bare.rpm", Repositories.simple("bare"));
    String gpg = Tools.find("gpg").orElseThrow().toString();
    Tools.command(
            "rpmsign",
            "-D",
            "__gpg " + gpg,
            "-D",
            "_gpg_path " + home,
            "-D",
            "_gpg_name key@example.org",
            "--addsign",
            signed)
        .with(Map.of("GPG_TTY", ""))
        .run()
        .succeeded();
    Repositories.createrepo(repository);
    FilelistsExt.addTo(repository);
    gpg(home, "--armor", "--detach-sign", repository.resolve("repodata/repomd.xml").toString());
  }

  @AfterAll
  static void stopAgent() {
    Tools.run("gpgconf", "--homedir", work.resolve("g"), "--kill", "all");
  }

  private static Tools.Outcome gpg(Path home, String... args) {
    List<Object> command = new ArrayList<>(List.of("gpg", "--homedir", home, "--batch", "--quiet"));
    command.addAll(List.of(args));
    return Tools.run(command.toArray()).succeeded();
  }

  private static Map<String, Object> trust(Run run) {
    return Json.map(Json.map(run.succeeded().policy().json().get("provenance")).get("trust"));
  }

  private static Run generate(Object... args) {
    List<Object> all = new ArrayList<>(List.of("generate", "-q", "--keyring", keyring));
    all.addAll(List.of(args));
    return Run.of(all.toArray());
  }

  @Test
  void theListSaysWhatVouchesForItsPackages() {
    Map<String, Object> trust = trust(generate(repository));

    assertThat(trust)
        .hasSize(2)
        .containsEntry("metadata-signature", 1L)
        .containsEntry("package-and-metadata-signatures", 1L);
    assertThat(trust(Run.of("generate", "-q", "--allow-unsigned", repository)))
        .hasSize(1)
        .containsEntry("none", 2L);
    assertThat(generate("--trust", "packages", repository).ended(5).err())
        .contains("no-proof (1)", "bare.rpm");
    assertThat(trust(generate("--trust", "packages", "--allow-unsigned", repository)))
        .containsEntry("metadata-signature", 1L);
  }

  @Test
  void withoutAKeyNothingIsRead() {
    assertThat(Run.of("generate", repository).ended(5).err())
        .contains("no key is pinned", "--keyring FILE");
  }

  /** Of the unsigned package, only the whole file proves anything. */
  @Test
  void headersAloneAreFetchedWhereTheyProveEnough() {
    try (FolderServer server = FolderServer.of(repository)) {
      assertThat(trust(generate("--read", "headers", server.uri("/"))))
          .containsEntry("package-signature", 1L)
          .containsEntry("metadata-signature", 1L);
      assertThat(server.requests())
          .filteredOn(request -> request.target().endsWith("/signed.rpm"))
          .singleElement()
          .satisfies(request -> assertThat(request.header("Range")).isPresent());
      assertThat(server.requests())
          .filteredOn(request -> request.target().endsWith("/bare.rpm"))
          .hasSize(2);
    }
  }

  @Test
  void metadataAloneProvesWhatItHasDigestsOf() {
    try (FolderServer server = FolderServer.of(repository)) {
      assertThat(trust(generate("--read", "metadata", server.uri("/"))))
          .hasSize(1)
          .containsEntry("metadata-signature", 2L);
      generate("--read", "metadata", "--trust", "packages", server.uri("/")).ended(2);
      assertThat(server.requests()).noneMatch(request -> request.target().endsWith(".rpm"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"payload", "headers", "metadata"})
  void theListIsTheSameFromAServer(String mode) {
    try (FolderServer server = FolderServer.of(repository)) {
      Run near = generate("--read", mode, "--format", "flat", "--jobs", "1", repository);
      Run far = generate("--read", mode, "--format", "flat", "--jobs", "8", server.uri("/"));
      assertThat(far.succeeded().out()).isEqualTo(near.succeeded().out());
    }
  }

  @Test
  void keyOfARepoFileIsPinnedForItsRepositoryAlone() throws IOException {
    String section = "[stable]\nname=stable\nbaseurl=file://%s\ngpgkey=%s\n";
    Path pinned = work.resolve("pinned.repo");
    Files.writeString(pinned, section.formatted(repository, "file://" + keyring));
    Path onServer = work.resolve("server.repo");
    Files.writeString(onServer, section.formatted(repository, "https://example.org/key"));

    assertThat(trust(Run.of("generate", "-q", pinned)))
        .containsEntry("package-and-metadata-signatures", 1L);
    assertThat(Run.of("generate", "-q", onServer).ended(5).err()).contains("gpgkey is on a server");
    Run.of("generate", "-q", pinned, repository).ended(5);
  }

  @Test
  void theListIsNotWrittenOverItsKeyring() throws IOException {
    byte[] before = Files.readAllBytes(keyring);
    assertThat(generate("-o", keyring, repository).exit()).isNotZero();
    assertThat(keyring).hasBinaryContent(before);
  }
}
