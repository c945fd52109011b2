package io.github.imaallowlist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.Tools;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What the top-level scripts install on a machine that lacks it. */
@RequiresTool({"sha256sum", "find", "flock"})
class InstallationTest extends LauncherMachine {
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
}
