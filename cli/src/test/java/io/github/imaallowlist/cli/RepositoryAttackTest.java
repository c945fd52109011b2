package io.github.imaallowlist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.Tools;
import io.github.imaallowlist.fixtures.http.FolderServer;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs every attack of {@code src/test/resources/attacks}; its README says how. */
@RequiresTool({"createrepo_c", "gpg", "gpgconf", "modifyrepo_c", "python3", "rpmbuild", "rpmsign"})
final class RepositoryAttackTest {
  private static final Path ATTACKS = Path.of("src/test/resources/attacks").toAbsolutePath();

  @TempDir static Path work;

  /** What one of them is, and how the program must end. */
  record Attack(Path folder, List<String> options, int exit, String says) {
    static Attack of(Path folder) {
      Properties properties = new Properties();
      try (Reader file = Files.newBufferedReader(folder.resolve("attack.properties"))) {
        properties.load(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return new Attack(
          folder,
          Arrays.stream(properties.getProperty("options").split(" "))
              .filter(option -> !option.isEmpty())
              .map(option -> option.replace("%WORK%", work.toString()))
              .toList(),
          Integer.parseInt(properties.getProperty("exit")),
          properties.getProperty("says"));
    }

    @Override
    public String toString() {
      return folder.getFileName().toString();
    }
  }

  static List<Attack> attacks() throws IOException {
    try (Stream<Path> folders = Files.list(ATTACKS)) {
      return folders.filter(Files::isDirectory).sorted().map(Attack::of).toList();
    }
  }

  /** A server's folder cannot be looked into: what is stray there is not seen, and not taken. */
  static List<Attack> attacksThroughAServer() throws IOException {
    return attacks().stream().filter(attack -> !attack.toString().equals("stray-package")).toList();
  }

  @BeforeAll
  static void prepare() {
    shell(work, ". " + ATTACKS.resolve("prepare.sh"));
    generate(work.resolve("good"), work.resolve("previous.json"), List.of()).succeeded();
  }

  @AfterAll
  static void stopAgents() {
    Tools.run("gpgconf", "--homedir", work.resolve("gnupg"), "--kill", "all");
  }

  private static void shell(Path folder, String script) {
    String tools = "set -eu; ATTACKS='%s'; . '%s/tools.sh'; ".formatted(ATTACKS, ATTACKS);
    Tools.command("sh", "-c", tools + script)
        .in(folder)
        .with(Map.of("WORK", work.toString(), "GNUPGHOME", work.resolve("gnupg").toString()))
        .run()
        .succeeded();
  }

  private static Run generate(Object repository, Path output, List<String> options) {
    List<Object> args = new ArrayList<>(List.of("generate", "--keyring", work.resolve("keyring")));
    args.addAll(options);
    args.addAll(List.of("-o", output, repository));
    return Run.of(args.toArray());
  }

  private static Path attacked(Attack attack) throws IOException {
    Path repository = Files.createTempDirectory(work, attack.toString()).resolve("repository");
    Repositories.copy(work.resolve("good"), repository);
    shell(repository, ". " + attack.folder().resolve("recipe.sh"));
    return repository;
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void anAttackEndsWithoutAList(Attack attack) throws IOException {
    Path repository = attacked(attack);
    assertEndsWithoutAList(attack, repository, repository);
  }

  @ParameterizedTest
  @MethodSource("attacksThroughAServer")
  void anAttackThroughAServerEndsWithoutAList(Attack attack) throws IOException {
    Path repository = attacked(attack);
    try (FolderServer server = FolderServer.of(repository)) {
      assertEndsWithoutAList(attack, repository, server.uri("/"));
    }
  }

  private static void assertEndsWithoutAList(Attack attack, Path repository, Object source) {
    Path output = repository.resolveSibling("list.json");

    Run run = generate(source, output, attack.options()).ended(attack.exit());

    assertThat(run.err()).contains(attack.says());
    assertThat(output).doesNotExist();
    assertThat(run.out()).isEmpty();
  }

  @Test
  void theRepositoryThatIsAttackedIsGood() throws IOException {
    for (String trust : List.of("either", "packages", "metadata", "both")) {
      Path output = work.resolve(trust + ".json");
      generate(work.resolve("good"), output, List.of("--trust", trust)).succeeded();
      assertThat(Files.readString(output)).contains("/usr/bin/tool");
    }
  }
}
