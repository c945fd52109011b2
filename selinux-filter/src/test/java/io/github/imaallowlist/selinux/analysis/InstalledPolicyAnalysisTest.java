package io.github.imaallowlist.selinux.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.Tools;
import io.github.imaallowlist.fixtures.kernel.InstalledSelinuxPolicy;
import io.github.imaallowlist.selinux.policy.SelinuxPolicy;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A distribution's policy, against an analysis by setools' Python library. */
@RequiresTool({"python3", "seinfo"})
final class InstalledPolicyAnalysisTest {
  private static final Path RESOURCES = Path.of("src/test/resources");

  private static Path policyFile = Path.of("");
  private static SelinuxPolicy policy = PolicyText.of();

  @BeforeAll
  static void readPolicy() throws IOException {
    policyFile = InstalledSelinuxPolicy.require();
    policy =
        PolicyText.parse(
            policyFile.toString(),
            Tools.run(python(), RESOURCES.resolve("selinux_policy.py"), policyFile)
                .succeeded()
                .lines());
  }

  /** That of setools, which may be another than the first on the path. */
  private static String python() throws IOException {
    Path seinfo = Tools.find("seinfo").orElseThrow();
    try (BufferedReader script = Files.newBufferedReader(seinfo)) {
      String first = script.readLine();
      assertThat(first).as("the first line of " + seinfo).startsWith("#!/");
      return first.substring(2).strip().split(" ", 2)[0];
    }
  }

  /** Settings, and booleans to change. */
  private record Run(AnalysisSettings settings, List<String> changed) {
    String line() {
      return String.join(" ", settings.trustedDomains())
          + '\t'
          + String.join(" ", settings.unconfinedDomains())
          + '\t'
          + String.join(" ", changed)
          + '\n';
    }
  }

  private static List<Run> runs() {
    List<Run> runs = new ArrayList<>();
    for (List<String> changed :
        List.of(
            List.<String>of(),
            policy.booleans().keySet().stream().toList(),
            List.of("allow_ftpd_full_access", "ftpd_full_access"),
            List.of("httpd_enable_cgi"),
            List.of("secure_mode_insmod"))) {
      List<String> present =
          changed.stream().filter(name -> policy.booleans().containsKey(name)).toList();
      runs.add(new Run(AnalysisSettings.DEFAULT, present));
    }
    runs.add(new Run(new AnalysisSettings(List.of(), List.of()), List.of()));
    runs.add(
        new Run(new AnalysisSettings(List.of("domain"), List.of("sysadm_t", "udev_t")), List.of()));
    return runs;
  }

  @Test
  void everyTypeHasTheClassAndTheDomainsThatSetoolsFinds() throws Exception {
    List<Run> runs = runs();
    String lines = runs.stream().map(Run::line).collect(Collectors.joining());
    String[] answers =
        Tools.command(python(), RESOURCES.resolve("type_analysis.py"), policyFile)
            .input(lines.getBytes(StandardCharsets.UTF_8))
            .run()
            .succeeded()
            .text()
            .split("\n\n", 0);

    assertThat(answers).hasSameSizeAs(runs);
    for (int i = 0; i < answers.length; i++) {
      assertAgreement(runs.get(i), answers[i].lines().toList());
    }
  }

  private static void assertAgreement(Run run, List<String> theirs) throws AllowlistException {
    List<String> ours =
        TypeAnalysis.of(PolicyText.toggled(policy, run.changed()), run.settings())
            .reports()
            .stream()
            .map(InstalledPolicyAnalysisTest::line)
            .toList();
    Set<String> differences = new TreeSet<>(ours);
    theirs.forEach(differences::remove);

    assertThat(differences).as("with %s", run).isEmpty();
    assertThat(ours).hasSameSizeAs(theirs).hasSizeGreaterThan(1000);
  }

  private static String line(TypeReport report) {
    return String.join(
        "\t",
        report.type(),
        report.typeClass().words(),
        words(report.executors()),
        words(report.entrypoints()),
        words(report.loaders()),
        words(report.writers()),
        words(report.creators()),
        words(report.trustedReaders()));
  }

  private static String words(SortedSet<String> names) {
    return String.join(" ", names);
  }

  @Test
  void evidenceNamesTheDomainsOfTheReportAndNoOthers() throws AllowlistException {
    TypeAnalysis analysis = TypeAnalysis.of(policy, AnalysisSettings.DEFAULT);
    for (TypeReport report : analysis.reports().subList(0, 100)) {
      assertThat(domains(analysis, report, Access.EXECUTE)).isEqualTo(report.executors());
      assertThat(domains(analysis, report, Access.ENTER)).isEqualTo(report.entrypoints());
      assertThat(domains(analysis, report, Access.LOAD)).isEqualTo(report.loaders());
      assertThat(domains(analysis, report, Access.WRITE)).isEqualTo(report.writers());
      assertThat(domains(analysis, report, Access.CREATE)).isEqualTo(report.creators());
      assertThat(domains(analysis, report, Access.READ)).isEqualTo(report.trustedReaders());
    }
  }

  private static SortedSet<String> domains(
      TypeAnalysis analysis, TypeReport report, Access access) {
    SortedSet<String> domains = new TreeSet<>();
    analysis.evidence(report.type(), access).forEach(grant -> domains.add(grant.domain()));
    return domains;
  }

  @Test
  void programsAreCodeModulesAreLoadedAndLogsChange() throws AllowlistException {
    TypeAnalysis analysis = TypeAnalysis.of(policy, AnalysisSettings.DEFAULT);

    assertThat(classOf(analysis, "bin_t")).isEqualTo(TypeClass.CODE);
    assertThat(classOf(analysis, "lib_t")).isEqualTo(TypeClass.CODE);
    assertThat(classOf(analysis, "modules_object_t")).isEqualTo(TypeClass.CODE);
    assertThat(analysis.moduleTypes()).contains("modules_object_t");
    assertThat(classOf(analysis, "fonts_t").isCode()).isFalse();
    assertThat(classOf(analysis, "user_home_t").isMutable()).isTrue();
    assertThat(classOf(analysis, "xserver_log_t").isMutable()).isTrue();
  }

  private static TypeClass classOf(TypeAnalysis analysis, String type) {
    return analysis.report(type).orElseThrow().typeClass();
  }
}
