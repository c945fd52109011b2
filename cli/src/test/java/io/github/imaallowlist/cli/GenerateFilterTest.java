package io.github.imaallowlist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.fixtures.RpmBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code generate --ima-policy}, with labels alone. */
final class GenerateFilterTest {
  @TempDir private Path work;
  private Path source;
  private Path contexts;
  private Path imaPolicy;

  @BeforeEach
  void makeFiles() throws IOException {
    source = work.resolve("source");
    contexts =
        Files.writeString(
            work.resolve("file_contexts"),
            """
            /usr(/.*)? system_u:object_r:usr_t:s0
            /usr/share/doc(/.*)? system_u:object_r:doc_t:s0
            /usr/share/man(/.*)? system_u:object_r:man_t:s0
            """);
    imaPolicy =
        Files.writeString(
            work.resolve("ima-policy"),
            """
            measure func=BPRM_CHECK
            dont_measure func=FILE_CHECK obj_type=man_t
            measure func=FILE_CHECK obj_type=man_t
            """);
    Repositories.write(
        source,
        "a.rpm",
        RpmBytes.named("a")
            .executable("/usr/bin/a", "a")
            .file("/usr/share/doc/a", "text")
            .file("/usr/share/doc/b", "text")
            .file("/usr/share/man/a", "manual"));
  }

  private Run filtered(Object... more) {
    Object[] all = {source, "--ima-policy", imaPolicy, "--selinux", contexts};
    Object[] args = new Object[all.length + more.length];
    System.arraycopy(all, 0, args, 0, all.length);
    System.arraycopy(more, 0, args, all.length, more.length);
    return Run.generate(args);
  }

  @Test
  void listHoldsWhatThePolicyMeasures() {
    assertThat(filtered().succeeded().policy().digests())
        .containsOnlyKeys("/usr/bin/a", "/etc/ima/ima-policy");
    assertThat(filtered("--ima-policy-path", "/etc/policy").succeeded().policy().digests())
        .containsOnlyKeys("/usr/bin/a", "/etc/policy");
  }

  @Test
  void summaryCountsByLabelAndReasonInSixtyColumns() {
    String summary = filtered("-o", work.resolve("list")).succeeded().err();

    assertThat(summary)
        .containsPattern("Filter +by ima-policy\\R")
        .containsPattern(" 2 paths stay, \\d+ B of JSON\\R")
        .containsPattern(" 3 paths left out, \\d+ B of JSON\\R")
        .containsPattern(" 2 +\\d+ B  no-rule       doc_t\\R")
        .containsPattern(" 1 +\\d+ B  dont-measure  man_t\\R")
        .contains("no binary SELinux policy");
    assertThat(summary.lines().filter(line -> line.contains("  no-rule ")))
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(60));
  }

  @Test
  void jsonSummaryHasAll() {
    Run run = filtered("-o", work.resolve("list"), "--json").succeeded();

    Map<String, Object> filter = Json.map(Json.object(run.out()).get("filter"));
    assertThat(filter)
        .containsEntry("ima-policy", "ima-policy")
        .containsEntry("paths-kept", 2L)
        .containsEntry("paths-left-out", 3L)
        .doesNotContainKeys("profile", "selinux-policy-sha256", "label-rules");
    List<Object> leftOut = Json.list(filter.get("left-out"));
    assertThat(leftOut).hasSize(2);
    assertThat(Json.map(leftOut.get(0)))
        .containsEntry("type", "doc_t")
        .containsEntry("reason", "no-rule")
        .containsEntry("paths", 2L);
    Map<String, Object> provenance = Policy.of(work.resolve("list")).provenance();
    assertThat(Json.map(provenance.get("filter")))
        .containsEntry("ima-policy", "ima-policy")
        .containsEntry("ima-policy-sha256", filter.get("ima-policy-sha256"));
  }

  @Test
  void withoutAFilterNothingIsSaidOfOne() {
    Run run = Run.generate(source, "-o", work.resolve("list")).succeeded();

    assertThat(run.err()).doesNotContain("Filter");
    assertThat(Policy.of(work.resolve("list")).provenance()).doesNotContainKey("filter");
    assertThat(Policy.of(work.resolve("list")).digests()).hasSize(4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "--ima-policy p; go with --selinux",
        "--profile code --ima-policy-output p; go with --selinux",
        "--selinux s; go with --ima-policy or --profile",
        "--ima-policy-path /p; go with --ima-policy or --profile",
        "--selinux s --ima-policy p --profile code; exclude one another",
        "--selinux s --profile code; --profile and --ima-policy-output go together",
        "--selinux s --ima-policy p --ima-policy-output o; go together",
        "--selinux s --ima-policy p --kernel 6.1; go with --profile",
        "--selinux s --profile code --ima-policy-output o --max-label-rules -1; at least 0",
        "--selinux s --ima-policy p --no-cache --cache c; exclude one another",
        "--selinux s --ima-policy p --ima-policy-path relative; --ima-policy-path",
      })
  void optionsThatDoNotGoTogetherAreRefused(String options, String message) {
    Object[] words = (source + " " + options).split(" ");

    assertThat(Run.generate(words).ended(2).err()).contains(message);
  }

  @Test
  void policyThatIsNoneIsRefusedWithItsLine() throws IOException {
    Files.writeString(imaPolicy, "measure func=BPRM_CHECK");

    assertThat(filtered().ended(3).err()).contains("ima-policy", "line 1", "newline");
  }
}
