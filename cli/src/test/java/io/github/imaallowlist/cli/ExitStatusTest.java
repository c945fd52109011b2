package io.github.imaallowlist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each way to fail has its status, says what, where and what to do, and leaves the old output. */
final class ExitStatusTest {
  @TempDir private Path work;
  private Path output;

  @BeforeEach
  void makeOldOutput() throws IOException {
    output = Files.writeString(Files.createDirectory(work.resolve("out")).resolve("list"), "old");
  }

  @AfterEach
  void oldOutputStaysAndNothingIsBesideIt() throws IOException {
    assertThat(output).hasContent("old");
    try (Stream<Path> files = Files.list(output.resolveSibling(""))) {
      assertThat(files).containsExactly(output);
    }
  }

  @Test
  void noProofOfOriginEndsWith5() {
    Run run = Run.of("generate", Repositories.SAMPLE, "-o", output);

    assertError(run, 5, "no key is pinned", "--allow-unsigned");
  }

  @Test
  void findingsEndWith1() {
    Path copy = Repositories.copyOfSample(work.resolve("copy"));
    Repositories.write(copy, "stray.rpm", Repositories.simple("stray"));

    Run run = Run.generate(copy, "-o", output).ended(1);

    assertThat(run.err()).contains("stray-package (1)", "stray.rpm", "nothing, because of");
    assertThat(run.out()).isEmpty();
  }

  static Stream<Object[]> wrongUses() {
    return Stream.of(
        new Object[][] {
          {"a command is missing", new String[0]},
          {"'genrate'", new String[] {"genrate"}},
          {"a SOURCE is missing", new String[] {"generate"}},
          {"'--frmat'", new String[] {"generate", "--frmat", "flat", "x"}},
          {"none of keylime, flat", new String[] {"generate", "--format", "spdx", "x"}},
          {"none of sha1, sha256", new String[] {"generate", "--hash", "md5", "x"}},
          {"none of payload, headers", new String[] {"generate", "--read", "nothing", "x"}},
          {"--jobs must be", new String[] {"generate", "--jobs", "0", "x"}},
          {"'many'", new String[] {"generate", "--jobs", "many", "x"}},
          {": Missing required argument(s): (-k", new String[] {"generate", "--cert", "c", "x"}},
          {"keylime format only", new String[] {"generate", "--key", "k", "--format=flat", "x"}},
          {
            "flat has no excludes",
            new String[] {"generate", "--format=flat", "--exclude-path", "/x", "x"}
          },
          {"--key is missing", new String[] {"sign", "x"}},
          {"--key, --ca or --keyring is missing", new String[] {"verify", "x"}},
          {"none of P-256", new String[] {"keygen", "--curve", "secp256k1", "x"}},
        });
  }

  @ParameterizedTest
  @MethodSource("wrongUses")
  void wrongUseEndsWith2AndNamesTheHelp(String problem, String[] args) {
    assertError(Run.of((Object[]) args), 2, problem, "--help'.");
  }

  @Test
  void misspeltCommandIsGuessed() {
    assertThat(Run.of("genrate").ended(2).err()).contains("Did you mean: ima-allowlist generate");
  }

  @Test
  void invalidExcludePatternEndsWith2() {
    Run run = Run.generate(Repositories.SAMPLE, "--exclude-path", "/a(b", "-o", output);

    assertError(run, 2, "at character 3", "Keylime switches all excludes off");
  }

  @Test
  void nothingSelectedEndsWith2AndSaysWhy() {
    Run run = Run.generate("-q", Repositories.SAMPLE, "--include", "nothing*", "-o", output);

    assertError(run, 2, "4 are of a name that was not asked for", "--include");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<repomd",
        "not XML",
        "",
        "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><repomd>&e;</repomd>"
      })
  void malformedRepomdEndsWith3AndNamesTheFile(String repomd) throws IOException {
    Path copy = Repositories.copyOfSample(work.resolve("copy"));
    Files.writeString(copy.resolve("repodata/repomd.xml"), repomd);

    assertError(Run.generate(copy, "-o", output), 3, copy + "/repodata/repomd.xml", "Get the file");
  }

  @Test
  void timestampOfNoCalendarEndsWith3() throws IOException {
    Path copy = Repositories.copyOfSample(work.resolve("copy"));
    Path repomd = copy.resolve("repodata/repomd.xml");
    String text = Files.readString(repomd);
    Files.writeString(
        repomd, text.replaceAll("<timestamp>\\d+<", "<timestamp>999999999999999999<"));

    assertError(Run.generate(copy, "-o", output), 3, "beyond the year 9999", "report the limit");
  }

  @Test
  void damagedPrimaryEndsWith1() throws IOException {
    Path copy = Repositories.copyOfSample(work.resolve("copy"));
    try (Stream<Path> files = Files.list(copy.resolve("repodata"))) {
      Path primary = files.filter(f -> f.toString().contains("primary")).findFirst().orElseThrow();
      byte[] bytes = Files.readAllBytes(primary);
      bytes[bytes.length / 2] ^= 1;
      Files.write(primary, bytes);
    }

    assertError(Run.generate(copy, "-o", output), 1, "primary.xml.gz", "Fetch it again whole");
  }

  @Test
  void missingSourceEndsWith4() {
    assertError(
        Run.generate(work.resolve("nowhere"), "-o", output), 4, "nowhere does not exist", "Check");
  }

  @Test
  void missingOutputFolderEndsWith4BeforeAnythingIsRead() {
    Run run = Run.generate(Repositories.SAMPLE, "-o", work.resolve("nowhere/list"));

    assertError(run, 4, "there is no folder " + work.resolve("nowhere"), "Make the folder");
    assertThat(run.err()).doesNotContain("Reading");
  }

  @Test
  void folderAsOutputEndsWith4() {
    assertError(Run.generate(Repositories.SAMPLE, "-o", work), 4, "it is a folder", "in it");
  }

  @Test
  void missingTemporaryFolderEndsWith4() {
    Path nowhere = work.resolve("nowhere");
    Run run = Run.generate(Repositories.SAMPLE, "--temp-dir", nowhere, "-o", output);

    assertError(run, 4, nowhere + ": no such folder", "--temp-dir");
  }

  @Test
  void fullOutputEndsWith4() {
    Run run = Run.generate("-q", Repositories.SAMPLE, "-o", "/dev/full");

    assertError(run, 4, "/dev/full: No space left", "Free some room");
  }

  @Test
  @RequiresTool("bash")
  void fullStandardOutputEndsWith4() {
    Tools.Outcome run =
        Program.inShell(
                "\"$@\" > /dev/full", "generate", "-q", "--allow-unsigned", Repositories.SAMPLE)
            .run();

    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(run.errorText()).contains("standard output: No space left");
  }

  @Test
  @RequiresTool("bash")
  void answerThatCannotBeWrittenEndsWith4() {
    Path policy = work.resolve("policy");
    Run.generate("-q", Repositories.SAMPLE, "-o", policy).succeeded();

    Tools.Outcome run =
        Program.inShell("\"$@\" > /dev/full", "diff", "--allow-unsigned", policy, policy).run();

    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(run.errorText()).contains("standard output: No space left");
  }

  @Test
  @RequiresTool("bash")
  void closedPipeEndsWith4() {
    Tools.Outcome run =
        Program.inShell(
                "\"$@\" | true; exit ${PIPESTATUS[0]}",
                "generate",
                "-q",
                "--allow-unsigned",
                Repositories.SAMPLE)
            .run();

    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(run.errorText()).contains("standard output: Broken pipe").hasLineCount(2);
  }

  private static void assertError(Run run, int status, String problem, String remedy) {
    run.ended(status);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("ima-allowlist: error: ").contains(problem);
    assertThat(run.err().lines().skip(1)).anySatisfy(line -> assertThat(line).contains(remedy));
    assertThat(run.err().lines().count()).as(run.err()).isLessThanOrEqualTo(3);
    assertThat(run.err()).doesNotContain("Exception", "\tat ");
  }
}
