package io.github.imaallowlist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.cli.console.Console;
import io.github.imaallowlist.cli.console.Terminal;
import io.github.imaallowlist.fixtures.SampleImaPolicy;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lint}. */
final class LintCommandTest {
  @TempDir private Path work;

  private Path policy(String text) throws IOException {
    return Files.writeString(work.resolve("ima-policy"), text);
  }

  @Test
  void findingsComeWithFileLineAndRemedy() throws IOException {
    Path policy = policy("measure func=BPRM_CHECK\nmeasure func=BRPM_CHECK");

    assertThat(Run.of("lint", policy).ended(1).text())
        .isEqualTo(
            """
            %1$s:2: error: unknown function "BRPM_CHECK"
                did you mean BPRM_CHECK?
            %1$s:2: error: no newline at the end of the last line
                add one
            """
                .formatted(policy));
    assertThat(Run.of("lint", "-q", policy).ended(1).text()).isEmpty();
  }

  @Test
  void aGoodPolicyIsPassedOverInSilence() throws IOException {
    Run run = Run.of("lint", policy("measure func=BPRM_CHECK\n")).succeeded();

    assertThat(run.text()).isEmpty();
    assertThat(run.err()).isEmpty();
  }

  @Test
  void helpDoesNotOfferThePackagesOfSourcesThatThereAreNone() {
    assertThat(Run.of("lint", "--help").succeeded().text())
        .contains("--selinux=PLACE", "--setools=DIR")
        .doesNotContain("auto");
  }

  @Test
  void warningsCountUnlessOnlyErrorsAreAskedFor() throws IOException {
    Path policy = policy("dont_measure obj_type=var_log_t\nmeasure func=BPRM_CHECK\n");

    assertThat(Run.of("lint", policy).ended(1).text())
        .contains(":1: warning: whatever obj_type=var_log_t holds for can also be a program");
    assertThat(Run.of("lint", "--errors-only", policy).succeeded().text()).isEmpty();
  }

  @Test
  void whatAKernelDoesNotHaveIsAnErrorForIt() throws IOException {
    Path policy = policy("measure func=CRITICAL_DATA label=selinux\n");

    Run.of("lint", "--kernel", "6.1.0-56-amd64", policy).succeeded();
    assertThat(Run.of("lint", "--kernel", "5.10", policy).ended(1).text())
        .contains("func=CRITICAL_DATA needs Linux 5.12; Linux 5.10 refuses it");
    assertThat(Run.of("lint", "--kernel", "4.19", policy).ended(2).err())
        .contains("'4.19' is no kernel from 5.4 on");
    Run.of("lint", "--kernel", "new", policy).ended(2);
  }

  @Test
  void severalPoliciesAndStandardInputAreListedAsJson() throws IOException {
    Path good = policy("measure func=BPRM_CHECK\n");
    byte[] input = "audit\r\n".getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Console console =
        new Console(
            new ByteArrayInputStream(input),
            out,
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
            Terminal.NONE,
            Terminal.NONE);

    int exit = Main.run(new String[] {"lint", "--json", good.toString(), "-"}, console);

    assertThat(exit).isEqualTo(1);
    Map<String, Object> json = Json.object(out.toByteArray());
    assertThat(json).containsEntry("exit", 1L);
    List<Object> policies = Json.list(json.get("policies"));
    assertThat(Json.map(policies.get(0)))
        .containsEntry("file", good.toString())
        .containsEntry("findings", List.of());
    Map<String, Object> bad = Json.map(policies.get(1));
    assertThat(bad).containsEntry("file", "standard input");
    assertThat(Json.map(Json.list(bad.get("findings")).get(0)))
        .containsEntry("line", 1L)
        .containsEntry("kind", "error")
        .containsEntry("problem", "a carriage return at the end of the line");
  }

  @Test
  void whatIsTooLongIsMalformedAndWhatIsNotThereCannotBeRead() throws IOException {
    Path huge = policy("# policy\n".repeat(1 << 19));

    assertThat(Run.of("lint", huge).ended(3).err()).contains("at most 4194304 bytes");
    assertThat(Run.of("lint", work.resolve("nowhere")).ended(4).err()).contains("does not exist");
    Run.of("lint").ended(2);
  }

  @Test
  void controlCharactersDoNotReachTheTerminal() throws IOException {
    assertThat(Run.of("lint", policy("measure \u001b[2J\n")).ended(1).text())
        .doesNotContain("\u001b")
        .contains("unknown word \"\\x1b[2J\"");
  }

  @Test
  void theSamplesEndAsTheKernelTakesThem() throws IOException {
    // Whether SELinux knows a name is not asked here.
    Set<String> refusedForNames =
        Set.of("bad-unknown-type.ima", "bad-unknown-user.ima", "bad-unknown-role.ima");
    for (SampleImaPolicy sample : SampleImaPolicy.all()) {
      Path file = Files.write(work.resolve("sample"), sample.bytes());
      boolean taken = sample.accepted() || refusedForNames.contains(sample.name());
      Run run = Run.of("lint", "--errors-only", "--kernel", "6.1", file);
      assertThat(run.exit()).as(sample + ": " + run.text()).isEqualTo(taken ? 0 : 1);
    }
  }
}
