package io.github.imaallowlist.selinux.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.selinux.policy.SelinuxPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class TypeAnalysisTest {
  /** Two confined domains, a trusted one, and two unconfined ones of which one is trusted. */
  private static final List<String> BASE =
      List.of(
          "type app_t",
          "type web_t",
          "type admin_t",
          "type boss_t",
          "type wild_t",
          "type x_t old_x_t",
          "type y_t",
          "type unlabeled_t",
          "attribute domain app_t,web_t,admin_t,boss_t,wild_t",
          "attribute file_type x_t,y_t",
          "attribute everything boss_t,wild_t",
          "boolean on 1",
          "boolean off 0",
          "allow everything file_type file execute,entrypoint,write,create,read");

  private static final AnalysisSettings SETTINGS =
      new AnalysisSettings(List.of("admin_t", "boss_t"), List.of("everything"));

  private static SelinuxPolicy policy(String... rules) {
    List<String> lines = new ArrayList<>(BASE);
    lines.addAll(List.of(rules));
    return PolicyText.of(lines.toArray(String[]::new));
  }

  private static TypeAnalysis analyse(String... rules) throws AllowlistException {
    return TypeAnalysis.of(policy(rules), SETTINGS);
  }

  private static TypeReport x(String... rules) throws AllowlistException {
    return analyse(rules).report("x_t").orElseThrow();
  }

  private static TypeClass classOfX(String... rules) throws AllowlistException {
    return x(rules).typeClass();
  }

  @Test
  void whatOnlyUnconfinedDomainsUseIsTrustedData() throws AllowlistException {
    assertThat(classOfX()).isEqualTo(TypeClass.TRUSTED_DATA);
  }

  @Test
  void whatAConfinedDomainMayExecuteIsCode() throws AllowlistException {
    TypeReport report = x("allow app_t x_t file execute");

    assertThat(report.typeClass()).isEqualTo(TypeClass.CODE);
    assertThat(report.executors()).containsExactly("app_t");
  }

  @Test
  void executeAloneMakesCode() throws AllowlistException {
    assertThat(classOfX("allow app_t x_t file read")).isEqualTo(TypeClass.TRUSTED_DATA);
    assertThat(classOfX("allow app_t x_t file execute")).isEqualTo(TypeClass.CODE);
  }

  @Test
  void whatADomainIsEnteredByIsCode() throws AllowlistException {
    TypeReport report = x("allow app_t x_t file entrypoint");

    assertThat(report.typeClass()).isEqualTo(TypeClass.CODE);
    assertThat(report.executors()).isEmpty();
    assertThat(report.entrypoints()).containsExactly("app_t");
  }

  @Test
  void anUnconfinedDomainIsEnteredByWhatARuleNames() throws AllowlistException {
    TypeReport report = x("allow wild_t x_t file execute,entrypoint");

    assertThat(report.typeClass()).isEqualTo(TypeClass.CODE);
    assertThat(report.entrypoints()).containsExactly("wild_t");
    assertThat(report.executors()).as("never those who may execute everything").isEmpty();
  }

  @Test
  void whatTheKernelLoadsIsCode() throws AllowlistException {
    for (String permission :
        List.of(
            "module_load",
            "firmware_load",
            "kexec_image_load",
            "kexec_initramfs_load",
            "policy_load")) {
      TypeReport report = x("allow app_t x_t system " + permission);
      assertThat(report.typeClass()).as(permission).isEqualTo(TypeClass.CODE);
      assertThat(report.loaders()).containsExactly("app_t");
    }
  }

  @Test
  void typesOfModulesAreThoseThatRulesName() throws AllowlistException {
    TypeAnalysis analysis =
        analyse(
            "allow app_t x_t system module_load",
            "allow wild_t y_t system firmware_load",
            "allow app_t app_t system module_load",
            "allow wild_t file_type system module_load");

    assertThat(analysis.moduleTypes()).containsExactly("x_t");
  }

  @Test
  void anyWayToBringInContentMakesMutable() throws AllowlistException {
    for (String permission : List.of("write", "append", "create", "relabelto")) {
      TypeReport report = x("allow web_t x_t file " + permission);
      assertThat(report.typeClass()).as(permission).isEqualTo(TypeClass.MUTABLE_DATA);
      assertThat(report.writers()).containsExactly("web_t");
    }
    assertThat(classOfX("allow web_t x_t file read")).isEqualTo(TypeClass.TRUSTED_DATA);
  }

  @Test
  void codeThatOthersWriteIsMutableCode() throws AllowlistException {
    assertThat(classOfX("allow app_t x_t file execute", "allow web_t x_t file write"))
        .isEqualTo(TypeClass.MUTABLE_CODE);
  }

  @Test
  void trustedDomainsMayWriteWithoutMakingMutable() throws AllowlistException {
    TypeReport report = x("allow admin_t x_t file write,create");

    assertThat(report.typeClass()).isEqualTo(TypeClass.TRUSTED_DATA);
    assertThat(report.writers()).isEmpty();
    assertThat(report.creators()).containsExactly("admin_t");
  }

  @Test
  void anUnconfinedDomainWritesWhatARuleNames() throws AllowlistException {
    assertThat(x("allow wild_t x_t file write").writers()).containsExactly("wild_t");
  }

  @Test
  void whatAllUnconfinedDomainsMayDoByNameSaysNothingEither() throws AllowlistException {
    assertThat(classOfX("allow wild_t x_t file write", "allow boss_t x_t file write"))
        .isEqualTo(TypeClass.TRUSTED_DATA);
    assertThat(classOfX("allow everything x_t file write")).isEqualTo(TypeClass.TRUSTED_DATA);
  }

  @Test
  void theOnlyUnconfinedDomainCountsWhereItIsNamed() throws AllowlistException {
    SelinuxPolicy policy = policy("allow wild_t x_t file write");
    AnalysisSettings settings = new AnalysisSettings(List.of("boss_t"), List.of("wild_t"));

    assertThat(TypeAnalysis.of(policy, settings).report("x_t").orElseThrow().writers())
        .containsExactly("wild_t");
  }

  @Test
  void trustedReadersAreThoseThatARuleMeans() throws AllowlistException {
    TypeReport report =
        x("allow admin_t x_t file read", "allow boss_t x_t file read", "allow app_t x_t file read");

    assertThat(report.trustedReaders()).containsExactly("admin_t", "boss_t");
  }

  @Test
  void attributesStandForTheirTypesOnBothSides() throws AllowlistException {
    TypeReport report = x("allow domain file_type file execute");

    assertThat(report.executors()).containsExactly("admin_t", "app_t", "web_t");
  }

  @Test
  void aliasesStandForTheirTypes() throws AllowlistException {
    TypeAnalysis analysis = analyse("allow app_t old_x_t file execute");

    assertThat(analysis.report("old_x_t").orElseThrow().type()).isEqualTo("x_t");
    assertThat(analysis.report("x_t").orElseThrow().executors()).containsExactly("app_t");
    assertThat(analysis.evidence("x_t", Access.EXECUTE)).hasSize(1);
  }

  @Test
  void booleansDecideWhetherARuleHolds() throws AllowlistException {
    assertThat(classOfX("allow app_t x_t file execute on 1")).isEqualTo(TypeClass.CODE);
    assertThat(classOfX("allow app_t x_t file execute on 0")).isEqualTo(TypeClass.TRUSTED_DATA);
    assertThat(classOfX("allow app_t x_t file execute off 0")).isEqualTo(TypeClass.CODE);
    assertThat(classOfX("allow app_t x_t file execute on,off 10")).isEqualTo(TypeClass.CODE);
    assertThatThrownBy(() -> classOfX("allow app_t x_t file execute unknown 1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("unknown");
  }

  @Test
  void permissiveDomainsCountWithTheirRulesAndAreNamed() throws AllowlistException {
    TypeAnalysis analysis = analyse("permissive web_t", "allow web_t x_t file write");

    assertThat(analysis.report("x_t").orElseThrow().writers()).containsExactly("web_t");
    assertThat(analysis.report("y_t").orElseThrow().writers()).isEmpty();
    assertThat(analysis.domains().permissive()).containsExactly("web_t");
    assertThat(analysis.domains().unboundWriters()).containsExactly("web_t", "wild_t");
  }

  @Test
  void domainsAreNamedAttributesExpanded() throws AllowlistException {
    Domains domains = analyse().domains();

    assertThat(domains.trusted()).containsExactly("admin_t", "boss_t");
    assertThat(domains.unconfined()).containsExactly("boss_t", "wild_t");
    assertThat(domains.unboundWriters()).containsExactly("wild_t");
  }

  @Test
  void reportsAreOfFileTypesAndOthersOnDemand() throws AllowlistException {
    TypeAnalysis analysis = analyse("allow app_t unlabeled_t file execute");

    assertThat(analysis.reports()).extracting(TypeReport::type).containsExactly("x_t", "y_t");
    assertThat(analysis.report("unlabeled_t").orElseThrow().typeClass()).isEqualTo(TypeClass.CODE);
    assertThat(analysis.report("file_type")).isEmpty();
    assertThat(analysis.report("nothing_t")).isEmpty();
    assertThat(analysis.evidence("nothing_t", Access.WRITE)).isEmpty();
  }

  @Test
  void withoutFileTypeAllTypesButDomainsAreReported() throws AllowlistException {
    SelinuxPolicy policy =
        PolicyText.of("type app_t", "type x_t", "type y_t", "attribute domain app_t");

    assertThat(TypeAnalysis.of(policy, new AnalysisSettings(List.of(), List.of())).reports())
        .extracting(TypeReport::type)
        .containsExactly("x_t", "y_t");
  }

  @Test
  void evidenceIsTheRulesAsThePolicyHasThem() throws AllowlistException {
    TypeAnalysis analysis =
        analyse(
            "attribute servers app_t,web_t",
            "allow servers x_t file write",
            "allow app_t file_type file append",
            "allow wild_t x_t file create",
            "allow web_t x_t file write off 1",
            "allow web_t y_t file write");

    assertThat(analysis.evidence("x_t", Access.WRITE))
        .extracting(Grant::domain, g -> g.rule().source(), g -> g.rule().target())
        .containsExactly(
            tuple("app_t", "servers", "x_t"),
            tuple("web_t", "servers", "x_t"),
            tuple("app_t", "app_t", "file_type"),
            tuple("wild_t", "wild_t", "x_t"));
  }

  @Test
  void aFlowIsWhatATrustedDomainRunsAndOthersWrite() throws AllowlistException {
    TypeAnalysis analysis =
        analyse(
            "allow admin_t x_t file execute",
            "allow web_t x_t file write",
            "allow web_t y_t file write",
            "allow app_t y_t file execute");

    assertThat(analysis.flows()).hasSize(1);
    Flow flow = analysis.flows().get(0);
    assertThat(flow.type()).isEqualTo("x_t");
    assertThat(flow.writers()).containsExactly("web_t");
    assertThat(flow.trustedExecutors()).containsExactly("admin_t");
  }

  @Test
  void whatATrustedUnconfinedDomainRunsByNameIsAFlow() throws AllowlistException {
    TypeAnalysis analysis = analyse("allow boss_t x_t file execute", "allow web_t x_t file write");

    assertThat(analysis.flows()).extracting(Flow::type).containsExactly("x_t");
  }

  @Test
  void flowsWithMostFilesComeFirst() throws AllowlistException {
    TypeAnalysis analysis =
        analyse("allow admin_t file_type file execute", "allow web_t file_type file write");

    assertThat(analysis.flows()).extracting(Flow::type).containsExactly("x_t", "y_t");
    assertThat(analysis.flows(occurring(Map.of("y_t", 7L))))
        .extracting(Flow::type, Flow::files)
        .containsExactly(tuple("y_t", 7L), tuple("x_t", 0L));
  }

  private static OccurringTypes occurring(Map<String, Long> files) {
    return new OccurringTypes(new TreeMap<>(files), "a test");
  }

  @Test
  void typesAndFilesAreCountedByClass() throws AllowlistException {
    TypeAnalysis analysis =
        analyse("allow app_t x_t file execute", "allow app_t unlabeled_t file write");
    OccurringTypes occurring = occurring(Map.of("old_x_t", 5L, "unlabeled_t", 2L, "gone_t", 3L));

    TypeCounts ofPolicy = TypeCounts.ofPolicy(analysis, occurring);
    assertThat(ofPolicy.types()).isEqualTo(counts(1, 0, 1, 1));
    assertThat(ofPolicy.files())
        .containsEntry(TypeClass.CODE, 5L)
        .containsEntry(TypeClass.MUTABLE_DATA, 2L);
    assertThat(ofPolicy.unknown()).containsExactly(Map.entry("gone_t", 3L));
    assertThat(TypeCounts.ofOccurring(analysis, occurring).types()).isEqualTo(counts(1, 0, 0, 1));
  }

  private static Map<TypeClass, Integer> counts(
      int code, int mutableCode, int trustedData, int mutableData) {
    return Map.of(
        TypeClass.CODE, code,
        TypeClass.MUTABLE_CODE, mutableCode,
        TypeClass.TRUSTED_DATA, trustedData,
        TypeClass.MUTABLE_DATA, mutableData);
  }

  @Test
  void negativeNumbersOfFilesAreRefused() {
    assertThatThrownBy(() -> occurring(Map.of("x_t", -1L)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anUnknownDomainIsAnErrorWithTheNearestName() {
    assertThatThrownBy(
            () ->
                TypeAnalysis.of(
                    policy(), new AnalysisSettings(List.of("admim_t"), List.of("everything"))))
        .isInstanceOfSatisfying(
            AllowlistException.class,
            e -> {
              assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE);
              assertThat(e)
                  .hasMessageStartingWith("admim_t cannot be a trusted domain (--trusted-domain")
                  .hasMessageEndingWith(": policy.33 has no such type or attribute");
              assertThat(e.remedy()).isEqualTo("Did you mean admin_t?");
            });
    assertThatThrownBy(
            () ->
                TypeAnalysis.of(
                    policy(), new AnalysisSettings(List.of(), List.of("z".repeat(10_000)))))
        .isInstanceOfSatisfying(
            AllowlistException.class,
            e -> assertThat(e.remedy()).contains("seinfo --attribute domain"));
  }

  @Test
  void defaultNamesMayBeAbsentOnlyWhereTheDefaultIsWhole() throws AllowlistException {
    List<String> more = new ArrayList<>(AnalysisSettings.DEFAULT.trustedDomains());
    more.add("app_t");
    List<String> unconfined = AnalysisSettings.DEFAULT.unconfinedDomains();

    assertThat(TypeAnalysis.of(policy(), AnalysisSettings.DEFAULT).domains().trusted()).isEmpty();
    assertThat(
            TypeAnalysis.of(policy(), new AnalysisSettings(more, unconfined)).domains().trusted())
        .containsExactly("app_t");
    assertThatThrownBy(
            () -> TypeAnalysis.of(policy(), new AnalysisSettings(List.of("rpm_t"), unconfined)))
        .hasMessageContaining("rpm_t");
  }

  @Test
  void aRuleOfUnknownNamesIsRefused() {
    assertThatThrownBy(() -> analyse("allow app_t gone_t file execute"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("policy.33 uses gone_t and lacks it");
  }

  /** Each rule for everything, which as pairs would be 40 thousand million grants. */
  @Test
  void manyTypesAndBroadRulesTakeNoPairs() throws AllowlistException {
    int types = 20_000;
    List<String> lines = new ArrayList<>(List.of("type app_t"));
    StringBuilder all = new StringBuilder("app_t");
    for (int i = 0; i < types; i++) {
      lines.add("type t" + i + "_t");
      all.append(",t").append(i).append("_t");
    }
    lines.add("attribute file_type " + all);
    for (int i = 0; i < 5_000; i++) {
      lines.add("allow t" + i % types + "_t file_type file write,execute");
      lines.add("allow file_type file_type file read");
    }
    SelinuxPolicy policy = PolicyText.of(lines.toArray(String[]::new));

    TypeAnalysis analysis =
        TypeAnalysis.of(policy, new AnalysisSettings(List.of("file_type"), List.of("app_t")));

    assertThat(analysis.report("app_t").orElseThrow().executors()).hasSize(5_000);
  }
}
