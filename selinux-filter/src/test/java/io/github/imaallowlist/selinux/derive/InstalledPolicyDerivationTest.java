package io.github.imaallowlist.selinux.derive;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.kernel.InstalledSelinuxPolicy;
import io.github.imaallowlist.ima.evaluate.Decision.Outcome;
import io.github.imaallowlist.ima.evaluate.Evaluation;
import io.github.imaallowlist.ima.evaluate.FileSystemFacts;
import io.github.imaallowlist.ima.evaluate.Ids;
import io.github.imaallowlist.ima.evaluate.ImaEvent;
import io.github.imaallowlist.ima.policy.AccessMask;
import io.github.imaallowlist.ima.policy.ActionFamily;
import io.github.imaallowlist.ima.policy.ImaHook;
import io.github.imaallowlist.ima.policy.ImaRule;
import io.github.imaallowlist.ima.policy.KernelVersion;
import io.github.imaallowlist.model.SecurityContext;
import io.github.imaallowlist.selinux.analysis.AnalysisSettings;
import io.github.imaallowlist.selinux.analysis.OccurringTypes;
import io.github.imaallowlist.selinux.analysis.TypeAnalysis;
import io.github.imaallowlist.selinux.analysis.TypeClass;
import io.github.imaallowlist.selinux.analysis.TypeReport;
import io.github.imaallowlist.selinux.label.FileContexts;
import io.github.imaallowlist.selinux.label.LabelFiles;
import io.github.imaallowlist.selinux.policy.SelinuxPolicy;
import io.github.imaallowlist.selinux.policy.SetoolsPolicyReader;
import io.github.imaallowlist.selinux.policy.SetoolsSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Debian's policy, for a plain server and for all that its {@code file_contexts} can label. */
@RequiresTool({"seinfo", "sesearch"})
class InstalledPolicyDerivationTest {
  private static final Path FOLDER = Path.of("/etc/selinux/default");

  /** Labels that standard packages, a kernel, sshd, cron and syslog have on Debian 12. */
  private static final Path SERVER = Path.of("src/test/resources/plain_server_types.tsv");

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static TypeAnalysis analysis;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static OccurringTypes everything;

  @BeforeAll
  static void analyse() throws Exception {
    Path file = InstalledSelinuxPolicy.require();
    assumeTrue(file.startsWith(FOLDER), "the numbers are of Debian's policy, and this is " + file);
    analysis = TypeAnalysis.of(policy(), AnalysisSettings.DEFAULT);
    everything = OccurringLabels.of(FileContexts.read(LabelFiles.find(FOLDER)), FOLDER.toString());
  }

  private static SelinuxPolicy policy() throws Exception {
    try (Stream<Path> files = Files.list(FOLDER.resolve("policy"))) {
      return SetoolsPolicyReader.read(
          files.sorted().findFirst().orElseThrow(), SetoolsSettings.DEFAULT);
    }
  }

  private static OccurringTypes server() throws IOException {
    SortedMap<String, Long> files = new TreeMap<>();
    for (String line : Files.readAllLines(SERVER)) {
      int tab = line.indexOf('\t');
      files.put(line.substring(0, tab), Long.valueOf(line.substring(tab + 1)));
    }
    return new OccurringTypes(files, "the packages of a plain server");
  }

  private static DerivedPolicy derive(Profile profile, OccurringTypes occurring, int max)
      throws Exception {
    return ImaPolicyDerivation.derive(
        analysis,
        new DeriveSettings(
            profile, new KernelVersion(6, 1), max, Collections.emptySortedSet(), occurring));
  }

  @Test
  void aPlainServerTakesAtMostSixtyLabelRulesUnderTcb() throws Exception {
    DerivedPolicy derived = derive(Profile.TCB, server(), 150);

    assertThat(derived.labelRules()).isLessThanOrEqualTo(60);
    assertThat(derived.measuredForBudget()).isEmpty();
    assertThat(derived.unknownLabels()).isEmpty();
    assertThat(derived.mutableLeftOut())
        .extracting(LabelNote::type)
        .contains("var_log_t", "systemd_journal_t", "locale_t")
        .doesNotContain("etc_t", "bin_t");
  }

  @ParameterizedTest
  @EnumSource
  void eachProfileFitsItsBudgetAndAFileThatCatCanLoad(Profile profile) throws Exception {
    for (OccurringTypes occurring : List.of(server(), everything)) {
      DerivedPolicy derived = derive(profile, occurring, 150);

      assertThat(derived.labelRules()).isBetween(1, 150);
      assertThat(derived.losses()).isEmpty();
      String text = SmallPolicy.text(derived.policy());
      assertThat(text.length()).isLessThan(128 << 10);
      assertThat(text).isEqualTo(SmallPolicy.text(derive(profile, occurring, 150).policy()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void whateverItsLabelAProgramIsMeasured(Profile profile) throws Exception {
    List<ImaRule> rules = derive(profile, everything, 150).policy().rules();

    for (String type : analysis.policy().types()) {
      for (ImaHook hook : List.of(ImaHook.BPRM_CHECK, ImaHook.MMAP_CHECK, ImaHook.MODULE_CHECK)) {
        assertThat(
                Evaluation.decide(
                        rules, ImaEvent.of(hook).withObject(context(type)), ActionFamily.MEASURE)
                    .outcome())
            .as(type)
            .isEqualTo(Outcome.MEASURED);
      }
    }
  }

  @Test
  void underTcbOnlyMutableDataAndLogsAreNotMeasuredWhenRootReadsThem() throws Exception {
    List<ImaRule> rules = derive(Profile.TCB, everything, 10_000).policy().rules();
    Set<String> logs = requireNonNull(analysis.policy().attributes().get("logfile"));

    for (TypeReport report : analysis.reports()) {
      Outcome outcome =
          Evaluation.decide(
                  rules,
                  ImaEvent.of(ImaHook.FILE_CHECK)
                      .withAccess(AccessMask.MAY_READ)
                      .withUsers(Ids.all(0).withMayChange(true))
                      .withFileSystem(FileSystemFacts.UNKNOWN.withMagic(0xef53))
                      .withObject(context(report.type())),
                  ActionFamily.MEASURE)
              .outcome();
      boolean changes =
          report.typeClass() == TypeClass.MUTABLE_DATA
              || (report.typeClass() == TypeClass.MUTABLE_CODE && logs.contains(report.type()));
      if (!changes) {
        assertThat(outcome).as("%s", report).isEqualTo(Outcome.MEASURED);
      } else if (everything.files().containsKey(report.type())) {
        assertThat(outcome).as("%s", report).isEqualTo(Outcome.NOT_MEASURED);
      }
    }
  }

  private static SecurityContext context(String type) {
    return SecurityContext.parse("system_u:object_r:" + type + ":s0").orElseThrow();
  }
}
