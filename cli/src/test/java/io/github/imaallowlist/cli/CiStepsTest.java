package io.github.imaallowlist.cli;

import static io.github.imaallowlist.cli.PublishedRepository.LIST;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.Tools;
import io.github.imaallowlist.rpm.repodata.RecordCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The ready-made steps in {@code integrations}, run as their runners would. */
@RequiresTool({"bash", "createrepo_c", "gpg", "gpgconf", "gpgv", "python3", "rpmsign"})
final class CiStepsTest {
  private static final Path INTEGRATIONS = Path.of("../integrations").toAbsolutePath();
  private static final Path SCRIPT = INTEGRATIONS.resolve("createrepo_c/publish-repository");

  @TempDir private Path work;
  private PublishedRepository repository;
  private Path secretKey;

  @BeforeEach
  void prepare() throws Exception {
    repository = PublishedRepository.in(work);
    secretKey = work.resolve("secret.asc");
    Files.write(
        secretKey,
        repository.gpg("--armor", "--export-secret-keys", "publisher@example.org").output());
  }

  @AfterEach
  void stopAgent() {
    repository.close();
  }

  /** A checkout of this project, as a step makes it, whose program is the one under test. */
  private Path checkout(Path folder) throws IOException {
    Path script = folder.resolve("integrations/createrepo_c/publish-repository");
    Files.createDirectories(script.getParent());
    Files.copy(SCRIPT, script);
    Program.inScript(folder.resolve("ima-allowlist"));
    return script;
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new TreeMap<>();
    environment.put("ALLOWLIST_KEY", repository.key().toString());
    environment.put("REPOSITORY_KEY", secretKey.toString());
    environment.put("XDG_CACHE_HOME", work.resolve("cache").toString());
    return environment;
  }

  private Tools.Outcome publish(Map<String, String> environment, Object... options)
      throws IOException {
    Path script = work.resolve("checkout/integrations/createrepo_c/publish-repository");
    if (!Files.exists(script)) {
      checkout(work.resolve("checkout"));
    }
    List<Object> command = new ArrayList<>(List.of(script, repository.folder()));
    command.addAll(Arrays.asList(options));
    return Tools.command(command.toArray()).with(environment).run();
  }

  private void assertPublished(Path folder, String path) throws Exception {
    Tools.run(
            "gpgv",
            "--keyring",
            repository.keyring("publisher"),
            folder.resolve("repodata/repomd.xml.asc"),
            folder.resolve("repodata/repomd.xml"))
        .succeeded();
    assertThat(RecordCheck.check(folder, LIST)).isPresent();
    Path policy = work.resolve("policy");
    Run.of(
            "fetch",
            folder,
            "--keyring",
            repository.keyring("publisher"),
            "--key",
            repository.publicKey(),
            "-o",
            work.resolve("fetched"),
            "--policy-output",
            policy)
        .succeeded();
    assertThat(policy).content().contains(path);
  }

  @Test
  void theScriptPublishesAgainAndAgain() throws Exception {
    publish(environment(), "--allow-unsigned").succeeded();
    assertPublished(repository.folder(), "/usr/bin/a");

    Repositories.write(repository.folder(), "b.rpm", Repositories.simple("b"));
    publish(environment(), "--allow-unsigned").succeeded();
    assertPublished(repository.folder(), "/usr/bin/b");
  }

  @Test
  void theScriptLeavesNothingSignedThatHasNoList() throws Exception {
    publish(environment(), "--allow-unsigned").succeeded();
    assertThat(publish(environment()).exitCode()).isEqualTo(5);
    assertThat(repository.repodata("repomd.xml.asc")).doesNotExist();
  }

  @Test
  void theScriptSaysWhatIsMissing() throws Exception {
    assertThat(publish(Map.of("REPOSITORY_KEY", "x")).errorText()).contains("ALLOWLIST_KEY is not");
    Map<String, String> environment = environment();
    environment.put("REPOSITORY_KEY", "/nowhere");
    assertThat(publish(environment).errorText()).contains("REPOSITORY_KEY: cannot read /nowhere");
  }

  @Test
  void aPassphraseOpensTheRepositorysKey() throws Exception {
    Path passphrase = Files.writeString(work.resolve("passphrase"), "open sesame\n");
    repository.gpg(
        "--pinentry-mode",
        "loopback",
        "--passphrase-file",
        passphrase,
        "--quick-generate-key",
        "locked@example.org",
        "ed25519");
    Files.write(
        secretKey,
        repository
            .gpg(
                "--pinentry-mode",
                "loopback",
                "--passphrase-file",
                passphrase,
                "--armor",
                "--export-secret-keys",
                "locked@example.org")
            .output());
    Map<String, String> environment = environment();

    assertThat(publish(environment, "--allow-unsigned").exitCode()).isNotZero();
    publish(environment, "--allow-unsigned", "--repomd-passphrase-file", passphrase).succeeded();
  }

  @Test
  @RequiresTool("shellcheck")
  void shellcheckFindsNothing() {
    Tools.run("shellcheck", SCRIPT, Path.of("src/test/resources/obs/sign").toAbsolutePath())
        .succeeded();
  }

  @ParameterizedTest
  @CsvSource({
    "github, github-actions/publish-repository.yml, ima-allowlist",
    "gitlab, gitlab-ci/gitlab-ci.yml, .ima-allowlist",
    "jenkins, jenkins/Jenkinsfile, .ima-allowlist"
  })
  void stepsPublish(String kind, String file, String checkout) throws Exception {
    Requirements.require(
        Tools.run("python3", "-c", "import yaml").exitCode() == 0,
        "no YAML for Python (package python3-yaml)");
    Path project = Files.createDirectory(work.resolve("project"));
    checkout(project.resolve(checkout));
    Path packages = project.resolve("packages");
    Repositories.write(packages, "a.rpm", Repositories.simple("a"));
    repository.signPackage(packages.resolve("a.rpm"));
    Files.copy(repository.keyring("publisher"), project.resolve("packages.gpg"));
    Map<String, String> environment = environment();
    environment.put("SECRET_ALLOWLIST_KEY", Files.readString(repository.key()));
    environment.put("SECRET_REPOSITORY_KEY", Files.readString(secretKey));
    environment.put("RUNNER_TEMP", project.toString());
    environment.put("GITHUB_WORKSPACE", project.toString());
    environment.put("CI_PROJECT_DIR", project.toString());
    environment.put("WORKSPACE", project.toString());

    Path steps = Path.of("src/test/resources/ci/run-steps.py").toAbsolutePath();
    assertThat(
            Tools.command("python3", steps, kind, INTEGRATIONS.resolve(file))
                .in(project)
                .with(environment)
                .run()
                .succeeded()
                .text())
        .contains("1 steps");

    assertPublished(packages, "/usr/bin/a");
  }

  /** A runner that keeps its workspace, as Jenkins does, has the checkout of the run before. */
  @ParameterizedTest
  @RequiresTool("git")
  @ValueSource(
      strings = {
        "github-actions/publish-repository.yml",
        "gitlab-ci/gitlab-ci.yml",
        "jenkins/Jenkinsfile"
      })
  void stepsCheckOutWhatTheReferenceIsNow(String file) throws Exception {
    String lines = gitLines(file);
    Path upstream = work.resolve("upstream");
    Path project = Files.createDirectory(work.resolve("runner"));
    git("init", "--quiet", "--initial-branch=main", upstream);
    String first = commit(upstream, "first");
    git("-C", upstream, "tag", "v1");

    assertThat(checkedOut(lines, project, upstream, "main")).isEqualTo(first);
    String second = commit(upstream, "second");
    assertThat(checkedOut(lines, project, upstream, "main")).isEqualTo(second);
    assertThat(checkedOut(lines, project, upstream, "v1")).isEqualTo(first);
    assertThat(checkedOut(lines, project, upstream, second)).isEqualTo(second);
  }

  /** Whoever forgets to fill in where the program is from gets no other one. */
  @ParameterizedTest
  @RequiresTool("git")
  @ValueSource(
      strings = {
        "github-actions/publish-repository.yml",
        "gitlab-ci/gitlab-ci.yml",
        "jenkins/Jenkinsfile"
      })
  void placeholdersEndTheStepByTheirName(String file) throws Exception {
    String text = Files.readString(INTEGRATIONS.resolve(file));
    String readme = Files.readString(INTEGRATIONS.resolve("README.md"));
    for (String variable : List.of("IMA_ALLOWLIST_URL", "IMA_ALLOWLIST_REF")) {
      Matcher value = Pattern.compile(variable + "(?: =|:) '?(FILL-IN-[A-Z-]+)").matcher(text);
      assertThat(value.find()).as(variable).isTrue();
      assertThat(readme).contains("`" + value.group(1) + "`");
    }

    Tools.Outcome outcome =
        Tools.command("bash", "-ec", gitLines(file))
            .in(work)
            .with(
                Map.of(
                    "IMA_ALLOWLIST_URL",
                    "FILL-IN-THE-URL",
                    "IMA_ALLOWLIST_REF",
                    "FILL-IN-A-TAG-OR-COMMIT",
                    "RUNNER_TEMP",
                    work.toString(),
                    "CI_PROJECT_DIR",
                    work.toString()))
            .run();

    assertThat(outcome.exitCode()).isNotZero();
    assertThat(outcome.errorText()).contains("FILL-IN-THE-URL");
  }

  private static String gitLines(String file) throws IOException {
    return Files.readAllLines(INTEGRATIONS.resolve(file)).stream()
        .map(line -> line.strip().replaceFirst("^- ", ""))
        .filter(line -> line.startsWith("git "))
        .collect(Collectors.joining("\n"));
  }

  private static String commit(Path repository, String content) throws IOException {
    Files.writeString(repository.resolve("file"), content);
    git("-C", repository, "add", "file");
    git(
        "-C",
        repository,
        "-c",
        "user.name=n",
        "-c",
        "user.email=n@example.org",
        "-c",
        "commit.gpgsign=false",
        "commit",
        "--quiet",
        "--message",
        content);
    return git("-C", repository, "rev-parse", "HEAD");
  }

  private static String checkedOut(String lines, Path project, Path upstream, String reference) {
    Tools.command("bash", "-ec", lines)
        .in(project)
        .with(
            Map.of(
                "IMA_ALLOWLIST_URL",
                upstream.toString(),
                "IMA_ALLOWLIST_REF",
                reference,
                "RUNNER_TEMP",
                project.resolve(".").toString(),
                "CI_PROJECT_DIR",
                project.toString()))
        .run()
        .succeeded();
    Path checkout =
        Stream.of(".ima-allowlist", "ima-allowlist")
            .map(project::resolve)
            .filter(Files::exists)
            .findFirst()
            .orElseThrow();
    return git("-C", checkout, "rev-parse", "HEAD");
  }

  private static String git(Object... arguments) {
    List<Object> command = new ArrayList<>(List.of("git"));
    command.addAll(Arrays.asList(arguments));
    return Tools.run(command.toArray()).succeeded().text().strip();
  }
}
