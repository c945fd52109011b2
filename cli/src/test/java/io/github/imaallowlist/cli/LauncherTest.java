package io.github.imaallowlist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the top-level scripts in a project of their own, on a machine made of stand-ins.
 *
 * <p>Java, Maven and the package managers are scripts that write down how they were called; what is
 * real is the launcher, {@code ./check} and the system's tools. The Maven stand-in "builds" a jar,
 * the package managers "install" Java and Maven by linking the stand-ins onto the path.
 */
@RequiresTool({"sha256sum", "find", "flock", "shellcheck"})
class LauncherTest {
  private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
  private static final List<String> SYSTEM_TOOLS =
      List.of(
          "sh",
          "cat",
          "cp",
          "mv",
          "rm",
          "mkdir",
          "mktemp",
          "ls",
          "ln",
          "find",
          "sort",
          "xargs",
          "sha256sum",
          "cut",
          "tee",
          "grep",
          "head",
          "id",
          "dirname",
          "readlink",
          "flock",
          "env",
          "chmod",
          "touch");

  @TempDir private Path folder;
  private Path project;
  private Path bin;
  private Path calls;

  @BeforeEach
  void makeMachine() throws IOException {
    project = Files.createDirectories(folder.resolve("a project"));
    bin = Files.createDirectories(folder.resolve("bin"));
    calls = Files.createFile(folder.resolve("calls"));
    for (String tool : SYSTEM_TOOLS) {
      script(bin.resolve(tool), "exec " + Tools.find(tool).orElseThrow() + " \"$@\"");
    }
    copy("ima-allowlist");
    copy("check");
    copy("scripts/distribution.sh");
    write("pom.xml", "<project/>");
    write(".mvn/jvm.config", "");
    write("cli/pom.xml", "<project/>");
    write("cli/src/main/java/Main.java", "class Main {}");
    Path jdk = Files.createDirectories(folder.resolve("stand-ins/jdk"));
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"21.0.1\"\n");
    script(jdk.resolve("bin/java"), "echo java \"$@\" >>\"$CALLS\"; [ \"$1\" != 9 ] || exit 9");
    script(jdk.resolve("bin/javac"), "exit 1");
    script(
        folder.resolve("stand-ins/mvn"),
        """
        echo "mvn $*" >>"$CALLS"
        echo "[INFO] Building cli 0.1.0 [1/1]"
        [ -z "${MAVEN_FAILS:-}" ] || { echo "[ERROR] no such luck"; exit 1; }
        mkdir -p cli/target/app/lib && echo jar >cli/target/app/lib/cli-0.1.0.jar
        """);
  }

  @Test
  void scriptsHaveNoneOfShellchecksComplaints() {
    Tools.Outcome outcome =
        Tools.command(
                "shellcheck",
                "ima-allowlist",
                "check",
                ".ci/run",
                "scripts/distribution.sh",
                "samples/make")
            .in(PROJECT)
            .run();

    assertThat(outcome.text()).isEmpty();
    outcome.succeeded();
  }

  @Test
  void firstUseBuildsAndTheNextOneDoesNot() throws IOException {
    haveJavaAndMaven();

    Tools.Outcome first = launch("one").succeeded();
    assertThat(first.errorText()).contains("Building the program", "building 1/1: cli");
    assertThat(first.output()).isEmpty();
    assertThat(mavenCalls()).hasSize(1);

    assertThat(launch("two words", "*").succeeded().errorText()).isEmpty();
    assertThat(mavenCalls()).hasSize(1);
    assertThat(lastCall()).endsWith("/ima-allowlist.jar two words *");
  }

  @Test
  void changedAddedAndDeletedSourcesBuildAgain() throws IOException {
    haveJavaAndMaven();
    launch().succeeded();

    write("cli/src/main/java/Main.java", "class Main { }");
    launch().succeeded();
    assertThat(mavenCalls()).hasSize(2);
    write("cli/src/main/java/More.java", "class More {}");
    launch().succeeded();
    assertThat(mavenCalls()).hasSize(3);
    write("cli/src/main/java/Main.java", "class Main { int x; }");
    Files.delete(project.resolve("cli/src/main/java/More.java"));
    launch().succeeded();
    assertThat(mavenCalls()).hasSize(4);
  }

  @Test
  void touchedSourcesDoNotBuildAgain() throws IOException {
    haveJavaAndMaven();
    launch().succeeded();

    write("cli/src/main/java/Main.java", "class Main {}");
    launch().succeeded();

    assertThat(mavenCalls()).hasSize(1);
  }

  @Test
  void startsThroughSymbolicLinksFromAnyFolder() throws IOException {
    haveJavaAndMaven();
    Path link = Files.createSymbolicLink(folder.resolve("link"), project.resolve("ima-allowlist"));
    Path second = Files.createSymbolicLink(bin.resolve("second link"), Path.of("../link"));

    run(link.toString()).succeeded();
    run(second.toString(), "x").succeeded();

    assertThat(mavenCalls()).hasSize(1);
    assertThat(lastCall()).contains(project + "/cli/target/launch/").endsWith(".jar x");
  }

  @Test
  void firstUsesAtTheSameTimeBuildOnce() throws IOException {
    haveJavaAndMaven();

    run("sh", "-c", "'" + launcher() + "' a & '" + launcher() + "' b & wait").succeeded();

    assertThat(mavenCalls()).hasSize(1);
    assertThat(callsThatStartWith("java ")).anyMatch(call -> call.endsWith(".jar a"));
    assertThat(callsThatStartWith("java ")).anyMatch(call -> call.endsWith(".jar b"));
  }

  @Test
  void interruptedBuildIsMadeAgain() throws IOException {
    haveJavaAndMaven();
    launch().succeeded();
    try (Stream<Path> builds = Files.walk(project.resolve("cli/target/launch"))) {
      Files.delete(
          builds.filter(file -> file.endsWith("ima-allowlist.jar")).findAny().orElseThrow());
    }

    launch().succeeded();

    assertThat(mavenCalls()).hasSize(2);
  }

  @Test
  void programsExitCodeIsTheLaunchers() throws IOException {
    haveJavaAndMaven();
    script(folder.resolve("stand-ins/jdk/bin/java"), "exit 5");

    assertThat(launch().exitCode()).isEqualTo(5);
  }

  @Test
  void failedBuildShowsTheErrorAndTheLog() throws IOException {
    haveJavaAndMaven();

    Tools.Outcome outcome = run(Map.of("MAVEN_FAILS", "1"), launcher());

    assertThat(outcome.exitCode()).isEqualTo(4);
    assertThat(outcome.errorText()).contains("[ERROR] no such luck", project + "/target/build.log");
    assertThat(calls).content().doesNotContain("java");
    launch().succeeded();
    assertThat(lastCall()).startsWith("java ");
  }

  @Test
  void failedBuildLeavesNothingButItsLog() throws IOException {
    haveJavaAndMaven();

    run(Map.of("MAVEN_FAILS", "yes"), launcher());

    assertThat(project.resolve("cli/target/launch")).isEmptyDirectory();
  }

  @Test
  void optionsForJavaComeFromTheEnvironment() throws IOException {
    haveJavaAndMaven();

    run(Map.of("IMA_ALLOWLIST_JAVA_OPTS", "-Xmx1g -Da=*"), launcher(), "x").succeeded();

    assertThat(lastCall()).contains(" -Xmx1g -Da=* -jar ");
  }

  @Test
  void javaOfTheEnvironmentComesFirstUnlessItIsTooOld() throws IOException {
    haveJavaAndMaven();
    Path old = Files.createDirectories(folder.resolve("old"));
    Files.writeString(old.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");
    script(old.resolve("bin/java"), "exit 70");
    script(old.resolve("bin/javac"), "exit 70");

    run(Map.of("JAVA_HOME", old.toString()), launcher()).succeeded();
  }

  @Test
  void aptInstallsTheDistributionsDefaultJava() throws IOException {
    packageManager("apt-get", "");
    script(
        bin.resolve("apt-cache"),
        """
        case $1 in
          depends) echo '  Depends: openjdk-21-jdk-headless' ;;
          search) echo 'openjdk-25-jdk-headless - x'; echo 'openjdk-8-jdk-headless - x' ;;
        esac
        """);

    Tools.Outcome outcome = launch().succeeded();

    assertThat(outcome.errorText())
        .contains("Missing: JDK maven", "They will be installed with apt-get", "+ apt-get update");
    assertThat(installations())
        .containsExactly(
            "apt-get update -qq",
            "apt-get install -y -qq --no-install-recommends openjdk-21-jdk-headless maven");
  }

  @Test
  void aptInstallsTheNewestJavaWhereTheDefaultIsTooOld() throws IOException {
    packageManager("apt-get", "");
    script(
        bin.resolve("apt-cache"),
        """
        case $1 in
          depends) echo '  Depends: openjdk-11-jdk-headless' ;;
          search) for v in 8 17 21 11; do echo "openjdk-$v-jdk-headless - x"; done ;;
        esac
        """);

    launch().succeeded();

    assertThat(installations().get(1)).endsWith(" openjdk-21-jdk-headless maven");
  }

  @Test
  void dnfInstallsTheNewestJavaThatItHas() throws IOException {
    packageManager(
        "dnf",
        "printf 'java-1.8.0-openjdk-devel\\njava-21-openjdk-devel\\njava-25-openjdk-devel\\n'");

    launch().succeeded();

    assertThat(installations()).containsExactly("dnf install -y -q java-25-openjdk-devel maven");
  }

  @Test
  void zypperInstallsTheNewestJavaThatItHas() throws IOException {
    packageManager(
        "zypper", "echo '  | java-17-openjdk-devel | x'; echo '  | java-21-openjdk-devel | x'");

    launch().succeeded();

    assertThat(installations())
        .containsExactly(
            "zypper --non-interactive --quiet install --no-recommends java-21-openjdk-devel maven");
  }

  @Test
  void machineWithoutAPackageManagerIsToldWhatToInstall() {
    Tools.Outcome outcome = launch();

    assertThat(outcome.exitCode()).isEqualTo(4);
    assertThat(outcome.errorText()).contains("JDK maven", "by hand");
  }

  @Test
  void checkInstallsWhatTheTestsUseAndRunsMaven() throws IOException {
    packageManager("dnf", "echo java-21-openjdk-devel");

    Tools.Outcome outcome = run(project.resolve("check").toString(), "-pl", "cli").succeeded();

    assertThat(installations()).hasSize(1);
    assertThat(installations().get(0))
        .startsWith("dnf install -y -q java-21-openjdk-devel ")
        .contains(" createrepo_c ", " gnupg2 ", " maven ", " rpm-build ", " ShellCheck ")
        .doesNotContain("coreutils");
    assertThat(outcome.text()).contains("[INFO] Building cli");
    assertThat(lastCall()).isEqualTo("mvn -B verify -pl cli");
  }

  private void haveJavaAndMaven() throws IOException {
    Files.createSymbolicLink(bin.resolve("java"), folder.resolve("stand-ins/jdk/bin/java"));
    Files.createSymbolicLink(bin.resolve("javac"), folder.resolve("stand-ins/jdk/bin/javac"));
    Files.createSymbolicLink(bin.resolve("mvn"), folder.resolve("stand-ins/mvn"));
  }

  /** One that answers queries with this command's output, and installs by linking the stand-ins. */
  private void packageManager(String name, String query) throws IOException {
    script(
        bin.resolve(name),
        """
        case " $* " in
          *' install '*)
            echo "%1$s $*" >>"$CALLS"
            ln -s "$STAND_INS/jdk/bin/java" "$STAND_INS/jdk/bin/javac" "$STAND_INS/mvn" "$BIN" ;;
          *' update '*) echo "%1$s $*" >>"$CALLS" ;;
          *) %2$s ;;
        esac
        """
            .formatted(name, query.isEmpty() ? ":" : query));
    // On a machine of another user the scripts go through sudo.
    script(bin.resolve("sudo"), "exec \"$@\"");
  }

  private Tools.Outcome launch(String... arguments) {
    return run(Stream.concat(Stream.of(launcher()), Stream.of(arguments)).toArray(String[]::new));
  }

  private String launcher() {
    return project.resolve("ima-allowlist").toString();
  }

  private Tools.Outcome run(String... command) {
    return run(Map.of(), command);
  }

  private Tools.Outcome run(Map<String, String> additional, String... command) {
    Map<String, String> environment = new HashMap<>();
    environment.put("PATH", bin.toString());
    environment.put("BIN", bin.toString());
    environment.put("STAND_INS", folder.resolve("stand-ins").toString());
    environment.put("CALLS", calls.toString());
    environment.put("HOME", folder.toString());
    environment.put("JAVA_HOME", "");
    environment.put("IMA_ALLOWLIST_JAVA_OPTS", "");
    environment.put("JVM_FOLDER", folder.resolve("none").toString());
    environment.putAll(additional);
    return Tools.command((Object[]) command).in(folder).with(environment).run();
  }

  private List<String> mavenCalls() throws IOException {
    return callsThatStartWith("mvn ");
  }

  private List<String> installations() throws IOException {
    return Stream.of("apt-get ", "dnf ", "zypper ")
        .flatMap(
            manager -> {
              try {
                return callsThatStartWith(manager).stream();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            })
        .toList();
  }

  private List<String> callsThatStartWith(String start) throws IOException {
    return Files.readAllLines(calls).stream().filter(call -> call.startsWith(start)).toList();
  }

  private String lastCall() throws IOException {
    List<String> all = Files.readAllLines(calls);
    return all.get(all.size() - 1);
  }

  private void copy(String name) throws IOException {
    Path copy = project.resolve(name);
    Files.createDirectories(copy.getParent());
    Files.copy(PROJECT.resolve(name), copy, StandardCopyOption.COPY_ATTRIBUTES);
  }

  private void write(String name, String content) throws IOException {
    Path file = project.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private static void script(Path file, String body) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + body);
    if (!file.toFile().setExecutable(true)) {
      throw new IOException("cannot make executable: " + file);
    }
  }
}
