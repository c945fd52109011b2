package io.github.imaallowlist.ima.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.fixtures.SampleImaPolicy;
import io.github.imaallowlist.ima.policy.KernelVersion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ImaPolicyLintTest {
  /** Names of Debian's policy that the samples use. */
  private static final LintNames NAMES =
      new LintNames(
          sorted("aisexec_runtime_t", "etc_t", "var_log_t", "initrc_t", "init_t"),
          sorted("aisexec_var_run_t"),
          sorted("file_type"),
          sorted("root", "system_u", "user_u"),
          sorted("object_r", "system_r"));

  private static final LintSettings DEBIAN =
      new LintSettings(Optional.of(new KernelVersion(6, 1)), Optional.of(NAMES));

  @ParameterizedTest
  @MethodSource("samples")
  void saysWhatTheKernelMakesOfIt(SampleImaPolicy sample) throws IOException {
    List<LintFinding> findings =
        ImaPolicyLint.lint(sample.name(), new ByteArrayInputStream(sample.bytes()), DEBIAN);
    assertThat(worst(findings)).as(findings.toString()).isEqualTo(sample.lint());
    assertThat(worst(findings) == SampleImaPolicy.Lint.ERROR).isEqualTo(!sample.accepted());
  }

  static Stream<SampleImaPolicy> samples() {
    return SampleImaPolicy.all().stream();
  }

  private static SampleImaPolicy.Lint worst(List<LintFinding> findings) {
    if (findings.stream().anyMatch(finding -> finding.kind() == LintFinding.Kind.ERROR)) {
      return SampleImaPolicy.Lint.ERROR;
    }
    return findings.isEmpty() ? SampleImaPolicy.Lint.NONE : SampleImaPolicy.Lint.WARNING;
  }

  @Test
  void findingsNameLineProblemAndRemedy() throws IOException {
    assertThat(
            lint(
                """
                # a policy
                mesure func=BPRM_CHECK

                dont_measure obj_type=var_lg_t
                measure func=FILE_CHECK obj_type=file_type
                measure func=MMAP_CHECK_REQPROT
                measure func=MMAP_CHECK
                """))
        .containsExactly(
            "2 ERROR unknown word \"mesure\" / did you mean measure?",
            "4 ERROR obj_type=var_lg_t: the SELinux policy has no such type"
                + " / did you mean var_log_t?",
            "4 WARNING whatever obj_type=var_lg_t holds for can also be a program: the rule hides"
                + " code from MMAP_CHECK"
                + " / add func=FILE_CHECK, or put the rules that measure code before it",
            "5 WARNING obj_type=file_type names an attribute: the kernel takes it, and it matches"
                + " nothing / write a rule for each type (seinfo -a file_type -x lists them)",
            "6 ERROR func=MMAP_CHECK_REQPROT needs Linux 6.3; Linux 6.1 refuses it"
                + " / leave it out for this kernel");
  }

  @Test
  void carriageReturnsAreOneFinding() throws IOException {
    assertThat(lint("# x\r\n\r\nmeasure func=BPRM_CHECK\r\n"))
        .singleElement()
        .asString()
        .startsWith("2 ERROR a carriage return at the end of the line, and 1 further lines");
  }

  @Test
  void withoutKernelAndNamesOnlyTheGrammarCounts() throws IOException {
    assertThat(
            lint(
                "dont_audit func=FILE_CHECK obj_type=x_t\naudit fs_subtype=sshfs\n",
                LintSettings.NONE))
        .isEmpty();
    assertThatThrownBy(
            () -> new LintSettings(Optional.of(new KernelVersion(4, 19)), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aRuleThatAnEarlierOneCoversIsNeverReached() throws IOException {
    assertUnreachable("measure func=BPRM_CHECK", "measure func=BPRM_CHECK uid=0");
    assertUnreachable("measure", "measure func=MODULE_CHECK");
    assertUnreachable("measure func=MMAP_CHECK mask=MAY_EXEC", "dont_measure func=MMAP_CHECK");
    assertUnreachable(
        "measure func=FILE_CHECK mask=^MAY_READ", "dont_measure func=FILE_CHECK mask=MAY_READ");
    assertUnreachable("measure func=FILE_CHECK uid<10", "measure func=FILE_CHECK uid=5");
    assertUnreachable("measure func=FILE_CHECK uid>10", "measure func=FILE_CHECK uid>10 gid=0");
    assertUnreachable("audit obj_type=etc_t", "audit obj_type=etc_t subj_type=init_t");
    assertUnreachable("dont_measure fsmagic=0x9fa0", "measure func=FILE_CHECK fsmagic=9fa0");
    assertUnreachable(
        "measure func=CRITICAL_DATA label=a|b", "dont_measure func=CRITICAL_DATA label=b");
    assertUnreachable("measure func=KEY_CHECK", "measure func=KEY_CHECK keyrings=.ima uid=0");
    assertUnreachable("measure pcr=10", "measure pcr=11 template=ima-sig");
    assertUnreachable(
        "appraise func=SETXATTR_CHECK appraise_algos=sha256",
        "appraise func=SETXATTR_CHECK appraise_algos=sha512");
  }

  @Test
  void aRuleThatSomethingIsLeftForIsReached() throws IOException {
    assertReached("measure func=BPRM_CHECK uid=0", "measure func=BPRM_CHECK");
    assertReached("measure func=BPRM_CHECK", "audit func=BPRM_CHECK");
    assertReached("measure", "measure func=CRITICAL_DATA");
    assertReached("measure", "measure func=KEY_CHECK");
    assertReached("appraise", "appraise func=SETXATTR_CHECK appraise_algos=sha256");
    assertReached(
        "measure func=FILE_CHECK mask=MAY_WRITE", "measure func=FILE_CHECK mask=^MAY_WRITE");
    assertReached("measure func=FILE_CHECK uid<10", "measure func=FILE_CHECK uid<11");
    assertReached("measure func=FILE_CHECK uid=5", "measure func=FILE_CHECK euid=5");
    assertReached("measure func=CRITICAL_DATA label=a", "measure func=CRITICAL_DATA label=a|b");
    assertReached("measure func=CRITICAL_DATA label=a", "measure func=CRITICAL_DATA");
    assertReached("measure mask=MAY_EXEC", "measure func=KEXEC_CMDLINE");
    assertReached("audit obj_type=etc_t", "audit subj_type=etc_t");
  }

  private static void assertUnreachable(String earlier, String later) throws IOException {
    assertThat(lint(earlier + '\n' + later + '\n'))
        .anySatisfy(
            finding ->
                assertThat(finding)
                    .startsWith(
                        "2 WARNING never reached: line 1 matches whatever this rule would"));
  }

  private static void assertReached(String earlier, String later) throws IOException {
    assertThat(lint(earlier + '\n' + later + '\n'))
        .noneSatisfy(finding -> assertThat(finding).contains("never reached"));
  }

  @Test
  void aRuleThatNoAccessFitsNeverMatches() throws IOException {
    assertThat(lint("measure func=MMAP_CHECK mask=MAY_READ\n"))
        .anySatisfy(finding -> assertThat(finding).contains("mask=MAY_READ never matches"));
    assertThat(lint("measure func=FILE_CHECK mask=MAY_APPEND\n"))
        .anySatisfy(finding -> assertThat(finding).contains("never matches at FILE_CHECK"));
    assertThat(lint("audit mask=MAY_APPEND\n"))
        .anySatisfy(finding -> assertThat(finding).contains("never matches"));
    assertThat(lint("audit uid<0\naudit fowner>4294967294\n"))
        .hasSize(2)
        .allSatisfy(finding -> assertThat(finding).contains("never matches"));
    assertThat(lint("audit fsname=ext4 fs_subtype=x\n", LintSettings.NONE))
        .singleElement()
        .asString()
        .contains("only FUSE");
    // A change of a file's attributes asks every appraise rule.
    assertThat(lint("appraise func=MMAP_CHECK mask=MAY_READ\n")).isEmpty();
  }

  @Test
  void aFilterHidesOnlyCodeThatALaterRuleWouldMeasure() throws IOException {
    assertThat(lint("dont_measure obj_type=etc_t\nmeasure func=FILE_CHECK\n")).isEmpty();
    assertThat(lint("measure func=BPRM_CHECK\ndont_measure fowner=5\nmeasure func=FILE_CHECK\n"))
        .isEmpty();
    assertThat(lint("dont_measure mask=MAY_WRITE uid=5\nmeasure func=BPRM_CHECK\n")).isEmpty();
    assertThat(lint("dont_measure fsname=proc obj_type=etc_t\nmeasure func=BPRM_CHECK\n"))
        .isEmpty();
    assertThat(lint("measure func=BPRM_CHECK uid=0\ndont_measure uid=5\nmeasure func=BPRM_CHECK\n"))
        .singleElement()
        .asString()
        .startsWith("2 WARNING whatever uid=5 holds for can also be a program")
        .contains("BPRM_CHECK");
    assertThat(lint("dont_measure fsmagic=0x01021994\nmeasure\n"))
        .singleElement()
        .asString()
        .startsWith("1 WARNING fsmagic=0x1021994 (tmpfs) can hold programs: the rule hides code");
    assertThat(lint("dont_measure fsname=ext4\nmeasure func=MODULE_CHECK\n"))
        .singleElement()
        .asString()
        .contains("fsname=ext4 can hold programs", "MODULE_CHECK");
  }

  @Test
  void aTemplateOfOnesOwnIsAWarning() throws IOException {
    assertThat(lint("measure template=d-ng|n-ng|iuid\n"))
        .singleElement()
        .asString()
        .startsWith("1 WARNING template=d-ng|n-ng|iuid: the kernel has it only if");
    assertThat(lint("measure template=ima-singing\n"))
        .singleElement()
        .asString()
        .contains("did you mean");
  }

  @Test
  void whatIsNoPolicyIsCutShort() throws IOException {
    assertThat(lint("no policy\n".repeat(5_000)))
        .hasSize(1_001)
        .last()
        .asString()
        .contains("more than 1000 findings");
  }

  @Test
  void aPolicyOfFiftyMegabytesIsAnError() {
    byte[] bytes = new byte[50 << 20];
    Arrays.fill(bytes, (byte) '\n');
    assertThatThrownBy(() -> ImaPolicyLint.lint("policy", new ByteArrayInputStream(bytes), DEBIAN))
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining("4194304 bytes");
  }

  @Test
  void aHostOfRulesAlikeEndsTheComparison() throws IOException {
    StringBuilder policy = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      policy
          .append("audit func=FILE_CHECK uid>")
          .append(20_000 - i / 2)
          .append(" gid<")
          .append(1 + i)
          .append('\n');
    }
    assertThat(lint(policy.toString()))
        .anySatisfy(finding -> assertThat(finding).contains("so many rules alike"));
  }

  private static List<String> lint(String policy) throws IOException {
    return lint(policy, DEBIAN);
  }

  private static List<String> lint(String policy, LintSettings settings) throws IOException {
    return ImaPolicyLint.lint(
            "policy", new ByteArrayInputStream(policy.getBytes(StandardCharsets.UTF_8)), settings)
        .stream()
        .map(f -> f.line() + " " + f.kind() + " " + f.problem() + " / " + f.remedy())
        .toList();
  }

  private static SortedSet<String> sorted(String... names) {
    return new TreeSet<>(List.of(names));
  }
}
