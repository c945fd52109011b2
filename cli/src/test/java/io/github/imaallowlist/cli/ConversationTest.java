package io.github.imaallowlist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.cli.console.Terminal;
import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.Tools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said where: the artifact, the summary, the progress, the help. */
final class ConversationTest {
  private static final int COLUMNS = 60;

  @TempDir private Path work;

  @Test
  void standardOutputHasTheListAndNothingElse() {
    Run run = Run.generate(Repositories.SAMPLE).succeeded();

    assertThat(run.policy().digests()).hasSize(8);
    assertThat(run.err())
        .contains("Reading 4 packages", "4 packages, 11 files", "2 ghost files", "not signed");
  }

  @Test
  void summaryAsJsonGoesToStandardOutputWhenTheListGoesToAFile() {
    Run run = Run.generate(Repositories.SAMPLE, "--json", "-o", work.resolve("list")).succeeded();

    assertThat(Json.object(run.out()))
        .containsAllEntriesOf(Map.of("written", true, "exit", 0L, "packages-read", 4L));
  }

  @Test
  void summaryAsJsonIsAloneOnStandardErrorOtherwise() {
    Run run = Run.generate(Repositories.SAMPLE, "--json").succeeded();

    assertThat(run.policy().digests()).isNotEmpty();
    assertThat(Json.object(run.err().getBytes(StandardCharsets.UTF_8)))
        .containsKeys("sources", "left-out", "list", "findings");
  }

  @Test
  void quietRunSaysNothing() {
    Path key = work.resolve("key");
    Path signed = work.resolve("signed");

    assertThat(Run.of("keygen", "-q", key).succeeded().err()).isEmpty();
    assertThat(Run.generate("-q", Repositories.SAMPLE, "-k", key, "-o", signed).succeeded().err())
        .isEmpty();
    assertThat(Run.of("verify", "-q", signed, "-k", key + ".pub").succeeded().err()).isEmpty();
  }

  @Test
  void terminalSeesABarOfItsWidthThatIsTakenAway() {
    Run run =
        Run.at(
            new Terminal(true, true, COLUMNS), "generate", "--allow-unsigned", Repositories.SAMPLE);

    String[] bars = run.succeeded().err().split("\r\u001b\\[K", -1);
    assertThat(bars).hasSizeGreaterThan(4);
    assertThat(bars).anySatisfy(bar -> assertThat(bar).contains("0/4 packages"));
    for (int i = 0; i < bars.length - 1; i++) {
      assertThat(bars[i]).hasSizeLessThan(COLUMNS);
    }
    assertThat(bars[bars.length - 1]).startsWith("Read ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "generate",
        "sign",
        "verify",
        "keygen",
        "keys",
        "label",
        "generate-completion",
        "help"
      })
  void helpFitsIntoSixtyColumns(String command) {
    Object[] args = command.isEmpty() ? new Object[] {"--help"} : new Object[] {command, "--help"};

    Run help = Run.at(new Terminal(true, false, COLUMNS), args).succeeded();

    assertThat(help.text()).startsWith(command.equals("help") ? "Display" : "Usage: ima-allowlist");
    assertThat(help.text().lines())
        .allSatisfy(line -> assertThat(line.length()).as(line).isLessThanOrEqualTo(COLUMNS));
    assertThat(help.err()).isEmpty();
  }

  @Test
  void errorIsWrappedForPeopleAndNotForMachines() {
    Path nowhere = work.resolve("a-folder-with-a-name-of-some-length").resolve("nowhere");
    Object[] args = {"verify", nowhere, "-k", nowhere};

    assertThat(Run.of(args).ended(4).err().lines())
        .containsExactly(
            "ima-allowlist: error: " + nowhere + ": there is no such key file",
            "  Check the name, or make a key pair with `ima-allowlist keygen`.");
    assertThat(Run.at(new Terminal(true, false, COLUMNS), args).ended(4).err().lines())
        .hasSizeGreaterThan(2)
        .allSatisfy(
            line ->
                assertThat(line.length() <= COLUMNS || line.contains(nowhere.toString()))
                    .as(line)
                    .isTrue());
  }

  @Test
  void summaryAndFindingsAreWrappedForPeople() throws IOException {
    Path bad = Files.createDirectory(work.resolve("bad"));
    Files.write(bad.resolve("bad.rpm"), new byte[300]);
    Run run =
        Run.at(
            new Terminal(true, false, COLUMNS),
            "generate",
            "--allow-unsigned",
            Repositories.SAMPLE,
            bad);

    String text = run.ended(1).err();
    assertThat(text.substring(text.lastIndexOf('\r')).lines())
        .filteredOn(line -> !line.contains(Repositories.SAMPLE.toString()))
        .filteredOn(line -> !line.contains("\r"))
        .allSatisfy(line -> assertThat(line.length()).as(line).isLessThanOrEqualTo(COLUMNS));
  }

  @Test
  @RequiresTool("bash")
  void completionIsAScriptThatBashTakes() {
    byte[] script = Run.of("generate-completion").succeeded().out();

    assertThat(new String(script, StandardCharsets.UTF_8)).contains("--allow-incomplete");
    Tools.command("bash", "-n").input(script).run().succeeded();
  }

  @Test
  void versionIsTheBuilds() {
    assertThat(Run.of("--version").succeeded().text())
        .matches("ima-allowlist \\d+\\.\\d+\\.\\d+.*\\R");
  }

  @Test
  void debugShowsWhereAnErrorCameUp() {
    Path nowhere = work.resolve("nowhere");

    assertThat(Run.of("verify", nowhere, "-k", nowhere, "--debug").ended(4).err())
        .contains("\tat io.github.imaallowlist.");
  }
}
