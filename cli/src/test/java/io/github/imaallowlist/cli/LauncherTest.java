package io.github.imaallowlist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code ./ima-allowlist}: when it builds, and what it starts. */
@RequiresTool({"sha256sum", "find", "flock", "shellcheck"})
class LauncherTest extends LauncherMachine {
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
  void codeIsCompiledWithoutProfilesButForACheckAndByAJavaThatWasNotTried() throws IOException {
    haveJavaAndMaven();

    launch("publish").succeeded();
    assertThat(lastCall()).contains(" -XX:-C1ProfileCalls ", " -XX:Tier4BackEdgeThreshold=800000 ");
    launch("check").succeeded();
    assertThat(lastCall()).doesNotContain("C1Profile", "=800000");
    Path jdk = folder.resolve("stand-ins/jdk");
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"99\"\n");
    launch("publish").succeeded();
    assertThat(lastCall()).contains(" publish").doesNotContain("C1Profile", "=800000");
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
}
