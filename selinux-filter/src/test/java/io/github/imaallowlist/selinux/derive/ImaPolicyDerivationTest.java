package io.github.imaallowlist.selinux.derive;

import static io.github.imaallowlist.selinux.derive.SmallPolicy.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.ima.evaluate.Decision.Outcome;
import io.github.imaallowlist.ima.evaluate.Evaluation;
import io.github.imaallowlist.ima.evaluate.FileSystemFacts;
import io.github.imaallowlist.ima.evaluate.Ids;
import io.github.imaallowlist.ima.evaluate.ImaEvent;
import io.github.imaallowlist.ima.policy.AccessMask;
import io.github.imaallowlist.ima.policy.ImaHook;
import io.github.imaallowlist.ima.policy.ImaPolicy;
import io.github.imaallowlist.ima.policy.ImaPolicyParser;
import io.github.imaallowlist.ima.policy.ImaRule;
import io.github.imaallowlist.model.SecurityContext;
import io.github.imaallowlist.selinux.analysis.TypeClass;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ImaPolicyDerivationTest {
  private final SmallPolicy small = SmallPolicy.server();

  @Test
  void codeIsMeasuredWithoutLabelsAndModulesByTheirs() throws Exception {
    DerivedPolicy derived = small.derive(small.settings(Profile.CODE));

    assertThat(rules(derived))
        .containsExactly(
            "measure func=BPRM_CHECK mask=MAY_EXEC",
            "measure func=MMAP_CHECK mask=MAY_EXEC",
            "measure func=MODULE_CHECK",
            "measure func=FIRMWARE_CHECK",
            "measure func=KEXEC_KERNEL_CHECK",
            "measure func=KEXEC_INITRAMFS_CHECK",
            "measure func=KEXEC_CMDLINE",
            "measure func=POLICY_CHECK",
            "measure func=CRITICAL_DATA label=selinux",
            "measure func=FILE_CHECK mask=^MAY_READ obj_type=modules_object_t");
    assertThat(derived.labelRules()).isEqualTo(1);
    assertThat(derived.reloadTime()).isEqualTo(Duration.ofMillis(12));
    assertThat(derived.otherLabels()).isEqualTo(MeasuredReads.NONE);
    assertThat(derived.losses()).isEmpty();
    assertThat(derived.mutableLeftOut()).isEmpty();
  }

  @Test
  void tcbMeasuresWhatRootReadsLessMutableData() throws Exception {
    DerivedPolicy derived = small.derive(small.settings(Profile.TCB));

    assertThat(rules(derived))
        .endsWith(
            "dont_measure func=FILE_CHECK obj_type=httpd_cache_t",
            "dont_measure func=FILE_CHECK obj_type=locale_t",
            "dont_measure func=FILE_CHECK obj_type=var_log_t",
            "measure func=FILE_CHECK mask=^MAY_READ euid=0",
            "measure func=FILE_CHECK mask=^MAY_READ uid=0");
    assertThat(derived.labelRules()).isEqualTo(4);
    assertThat(derived.mutableLeftOut())
        .extracting(LabelNote::type, LabelNote::files)
        .containsExactly(
            tuple("httpd_cache_t", 0L), tuple("locale_t", 4000L), tuple("var_log_t", 3L));
  }

  @Test
  void pseudoFileSystemsAreLeftOutByMagicOfReadingAloneAndAfterModules() throws Exception {
    List<String> rules = rules(small.derive(small.settings(Profile.TCB)));

    List<String> byMagic = rules.stream().filter(rule -> rule.contains("fsmagic")).toList();
    assertThat(byMagic)
        .hasSize(13)
        .allMatch(rule -> rule.startsWith("dont_measure func=FILE_CHECK fsmagic=0x"))
        .contains("dont_measure func=FILE_CHECK fsmagic=0x9fa0");
    assertThat(rules.indexOf("measure func=FILE_CHECK mask=^MAY_READ obj_type=modules_object_t"))
        .isLessThan(rules.indexOf(byMagic.get(0)));
  }

  @Test
  void integrityMeasuresWhatTrustedDomainsReadWhoeverReadsIt() throws Exception {
    DerivedPolicy derived = small.derive(small.settings(Profile.INTEGRITY));

    assertThat(derived.policy().rules()).isNotEmpty();
    assertThat(outcome(derived, read("etc_t", 1000))).isEqualTo(Outcome.MEASURED);
    assertThat(outcome(derived, read("bin_t", 1000))).isEqualTo(Outcome.MEASURED);
    assertThat(outcome(derived, read("user_home_t", 1000))).isEqualTo(Outcome.NOT_MEASURED);
    assertThat(outcome(derived, read("user_home_t", 0))).isEqualTo(Outcome.MEASURED);
    assertThat(outcome(derived, read("var_log_t", 0))).isEqualTo(Outcome.NOT_MEASURED);
    assertThat(derived.mutableLeftOut()).extracting(LabelNote::type).contains("var_log_t");
  }

  @ParameterizedTest
  @EnumSource
  void aProgramWithTheLabelOfLogsIsMeasuredInEveryProfile(Profile profile) throws Exception {
    for (int budget : new int[] {1, 3, 150}) {
      DerivedPolicy derived = small.derive(small.settings(profile, "5.4", budget));

      for (ImaHook hook : List.of(ImaHook.BPRM_CHECK, ImaHook.MMAP_CHECK, ImaHook.MODULE_CHECK)) {
        ImaEvent event = ImaEvent.of(hook).withObject(context("var_log_t"));
        assertThat(outcome(derived, event)).isEqualTo(Outcome.MEASURED);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsWrittenIsReadBackAsTheSameRules(Profile profile) throws Exception {
    DerivedPolicy derived = small.derive(small.settings(profile));
    String text = SmallPolicy.text(derived.policy());

    assertThat(text).endsWith("\n").isEqualTo(SmallPolicy.text(again(profile)));
    assertThat(text.lines()).allMatch(line -> line.length() < 120 || !line.startsWith("#"));
    assertThat(
            ImaPolicyParser.parse(
                    "derived", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
                .policy()
                .rules())
        .isEqualTo(derived.policy().rules());
  }

  private ImaPolicy again(Profile profile) throws AllowlistException {
    SmallPolicy same = SmallPolicy.server();
    return same.derive(same.settings(profile)).policy();
  }

  @Test
  void eachRuleWithALabelHasItsReason() throws Exception {
    String text = SmallPolicy.text(small.derive(small.settings(Profile.TCB)).policy());

    assertThat(text)
        .contains(
            """
            # var_log_t: mutable data; 3 files; written by syslogd_t
            dont_measure func=FILE_CHECK obj_type=var_log_t
            """)
        .contains(
            """
            # httpd_cache_t: mutable data; created by httpd_t; written by httpd_t
            dont_measure func=FILE_CHECK obj_type=httpd_cache_t
            """)
        .contains("# modules_object_t: code; 500 files; loaded by kmod_t\n")
        .contains("# SELinux policy: small/policy.33\n")
        .contains("# Rules with a label: 4; each reload");
  }

  @Test
  void anOlderKernelGetsNoNewerKeywordAndTheLossIsSaid() throws Exception {
    DerivedPolicy derived = small.derive(small.settings(Profile.CODE, "5.11", 150));

    assertThat(rules(derived)).noneMatch(rule -> rule.contains("CRITICAL_DATA"));
    assertThat(derived.losses()).hasSize(1);
    assertThat(derived.losses().get(0)).contains("CRITICAL_DATA").contains("5.12");
    assertThat(SmallPolicy.text(derived.policy())).contains("# Lost: CRITICAL_DATA needs");
    assertThat(small.derive(small.settings(Profile.CODE, "5.12", 150)).losses()).isEmpty();
  }

  @Test
  void aKernelWhoseGrammarIsNotKnownIsRefused() {
    assertThatThrownBy(() -> small.derive(small.settings(Profile.CODE, "4.18", 150)))
        .isInstanceOfSatisfying(
            AllowlistException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessageContaining("4.18");
  }

  @Test
  void whatDoesNotFitTheBudgetIsMeasuredAndListed() throws Exception {
    DerivedPolicy derived = small.derive(small.settings(Profile.TCB, "6.1", 2));

    assertThat(derived.labelRules()).isEqualTo(2);
    assertThat(rules(derived)).contains("dont_measure func=FILE_CHECK obj_type=locale_t");
    assertThat(derived.measuredForBudget())
        .extracting(LabelNote::type)
        .containsExactly("httpd_cache_t", "var_log_t");
    assertThat(derived.mutableLeftOut()).extracting(LabelNote::type).containsExactly("locale_t");
    assertThat(outcome(derived, read("var_log_t", 0))).isEqualTo(Outcome.MEASURED);
    assertThat(SmallPolicy.text(derived.policy()).replace("\n# ", " "))
        .contains("to keep to 2 rules with a label: httpd_cache_t, var_log_t");
  }

  @Test
  void aBudgetThatDoesNotHoldWhatHasToBeThereIsAnError() {
    assertThatThrownBy(() -> small.derive(small.settings(Profile.CODE, "6.1", 0)))
        .isInstanceOfSatisfying(
            AllowlistException.class,
            e -> assertThat(e.remedy()).isEqualTo("Give --max-label-rules 1 or more."))
        .hasMessage("--max-label-rules 0 does not do: modules take 1 and --skip-code-type takes 0");
    assertThatThrownBy(() -> small.derive(small.settings(Profile.CODE, "6.1", 2, "user_home_t")))
        .isInstanceOfSatisfying(
            AllowlistException.class,
            e -> assertThat(e.remedy()).contains("--max-label-rules 3 or more"));
  }

  @Test
  void skippedCodeRunsUnmeasuredAndTheReasonNamesWhoRunsAndWritesIt() throws Exception {
    DerivedPolicy derived = small.derive(small.settings(Profile.TCB, "6.1", 150, "user_home_t"));

    assertThat(rules(derived))
        .startsWith(
            "dont_measure func=BPRM_CHECK obj_type=user_home_t",
            "dont_measure func=MMAP_CHECK obj_type=user_home_t",
            "measure func=BPRM_CHECK mask=MAY_EXEC")
        .contains("dont_measure func=FILE_CHECK obj_type=user_home_t");
    assertThat(SmallPolicy.text(derived.policy()))
        .contains("# user_home_t: mutable code; run by user_t; written by user_t\n");
    assertThat(derived.skippedCode()).extracting(LabelNote::type).containsExactly("user_home_t");
    assertThat(derived.mutableLeftOut()).extracting(LabelNote::type).doesNotContain("user_home_t");
    assertThat(
            outcome(derived, ImaEvent.of(ImaHook.MODULE_CHECK).withObject(context("user_home_t"))))
        .isEqualTo(Outcome.MEASURED);
  }

  @Test
  void aSkippedAliasIsNamedByItsType() throws Exception {
    assertThat(rules(small.derive(small.settings(Profile.CODE, "6.1", 150, "var_log_alias_t"))))
        .contains("dont_measure func=BPRM_CHECK obj_type=var_log_t");
  }

  @Test
  void aSkippedAttributeOrUnknownTypeIsAnError() {
    assertThatThrownBy(() -> small.derive(small.settings(Profile.CODE, "6.1", 150, "file_type")))
        .isInstanceOf(AllowlistException.class)
        .hasMessageContaining("attribute");
    assertThatThrownBy(() -> small.derive(small.settings(Profile.CODE, "6.1", 150, "no_such_t")))
        .isInstanceOf(AllowlistException.class)
        .hasMessageContaining("no_such_t");
  }

  @Test
  void aLabelWithoutATypeIsNotNamedAndIsListed() throws Exception {
    small.occurs("gone_t", 3).occurs("var_log_alias_t", 4);

    DerivedPolicy derived = small.derive(small.settings(Profile.TCB));

    assertThat(derived.unknownLabels()).containsExactly("gone_t");
    assertThat(rules(derived)).noneMatch(rule -> rule.contains("gone_t"));
    assertThat(derived.mutableLeftOut())
        .filteredOn(note -> note.type().equals("var_log_t"))
        .extracting(LabelNote::files)
        .containsExactly(7L);
  }

  @Test
  void aTypeOfWhichNothingIsKnownIsNotLeftOut() throws Exception {
    small.types().add("device_t");
    small.occurs("device_t", 1);

    assertThat(outcome(small.derive(small.settings(Profile.TCB)), read("device_t", 0)))
        .isEqualTo(Outcome.MEASURED);
  }

  @Test
  void logsAreLeftOutOfReadingThoughLogrotateMayRunThem() throws Exception {
    small.attribute("logfile", "cron_log_t", "audit_log_t");
    small.type(
        "cron_log_t",
        TypeClass.MUTABLE_CODE,
        -1,
        names("logrotate_t"),
        names("syslogd_t"),
        names(),
        names("httpd_t"));
    small.type("audit_log_t", TypeClass.CODE, 1, names("logrotate_t"), names(), names(), names());

    for (Profile profile : List.of(Profile.TCB, Profile.INTEGRITY)) {
      DerivedPolicy derived = small.derive(small.settings(profile));

      assertThat(outcome(derived, read("cron_log_t", 0))).isEqualTo(Outcome.NOT_MEASURED);
      assertThat(outcome(derived, read("audit_log_t", 0))).isEqualTo(Outcome.MEASURED);
      assertThat(derived.mutableLeftOut()).extracting(LabelNote::type).contains("cron_log_t");
      assertThat(
              outcome(derived, ImaEvent.of(ImaHook.BPRM_CHECK).withObject(context("cron_log_t"))))
          .isEqualTo(Outcome.MEASURED);
    }
  }

  @Test
  void modulesThatNobodyMayLoadAreALoss() throws Exception {
    SmallPolicy without =
        new SmallPolicy().type("bin_t", TypeClass.CODE, 1, names("a_t"), names(), names(), names());

    assertThat(without.derive(without.settings(Profile.CODE)).losses())
        .singleElement()
        .asString()
        .contains("compressed modules");
  }

  @Test
  void aSourceWithANewlineDoesNotBecomeARule() throws Exception {
    PolicyLines lines = new PolicyLines();
    lines.comment("a\nmeasure\r\u0000 \u00e9 " + "x".repeat(5000));

    assertThat(SmallPolicy.text(lines.policy()).lines())
        .allMatch(line -> line.startsWith("# ") && line.length() < 4096)
        .first()
        .isEqualTo("# a?measure?? ?");
  }

  private static List<String> rules(DerivedPolicy derived) {
    return derived.policy().rules().stream().map(ImaRule::text).toList();
  }

  private static Outcome outcome(DerivedPolicy derived, ImaEvent event) {
    return Evaluation.decide(derived.policy(), event).outcome();
  }

  private static ImaEvent read(String type, long uid) {
    return ImaEvent.of(ImaHook.FILE_CHECK)
        .withAccess(AccessMask.MAY_READ)
        .withUsers(Ids.all(uid).withMayChange(uid == 0))
        .withObject(context(type))
        .withFileSystem(FileSystemFacts.UNKNOWN.withMagic(0xef53));
  }

  private static SecurityContext context(String type) {
    return SecurityContext.parse("system_u:object_r:" + type + ":s0").orElseThrow();
  }
}
