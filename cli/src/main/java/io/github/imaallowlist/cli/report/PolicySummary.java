package io.github.imaallowlist.cli.report;

import io.github.imaallowlist.cli.console.Console;
import io.github.imaallowlist.ima.policy.KernelVersion;
import io.github.imaallowlist.selinux.analysis.Domains;
import io.github.imaallowlist.selinux.analysis.Flow;
import io.github.imaallowlist.selinux.analysis.TypeClass;
import io.github.imaallowlist.selinux.analysis.TypeCounts;
import io.github.imaallowlist.selinux.derive.DerivedPolicy;
import io.github.imaallowlist.selinux.derive.LabelNote;
import io.github.imaallowlist.selinux.derive.Profile;
import io.github.imaallowlist.toolkit.generate.Reasons;
import io.github.imaallowlist.toolkit.policy.AnalysisReport;
import io.github.imaallowlist.toolkit.policy.PolicyResult;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The summary of a derived IMA policy for people. */
public final class PolicySummary {
  private static final int FLOWS_SHOWN = 10;
  private static final int NAMES_SHOWN = 6;
  private static final int WARNINGS_SHOWN = 10;

  private final TextLines lines;
  private final PolicyResult result;

  public PolicySummary(Console console, PolicyResult result) {
    this.lines = new TextLines(console.err(), console.terminal().columns());
    this.result = result;
  }

  /**
   * @param place where the policy went; absent for the standard output
   */
  public void print(Profile profile, KernelVersion kernel, Optional<String> place) {
    printSelinux();
    printClasses();
    printRules(profile, kernel);
    printFlows();
    printDomains();
    printWarnings();
    lines.line(
        "Written",
        result.written()
            ? place.map(Printable::of).orElse("to standard output")
            : "nothing, because of the findings (--allow-incomplete writes all the same)");
  }

  private void printSelinux() {
    AnalysisReport report = result.report();
    lines.line("SELinux", Printable.of(result.selinux()));
    if (!report.changedBooleans().isEmpty()) {
      lines.line(
          "",
          "booleans not as by default: " + TextLines.some(report.changedBooleans().keySet(), 6));
    }
    if (report.counted()) {
      lines.line(
          "Labels",
          "%s on %s of %s"
              .formatted(
                  Amounts.count(report.occurring().files().size(), "type"),
                  Amounts.count(
                      report.occurring().files().values().stream().mapToLong(n -> n).sum(), "file"),
                  Amounts.count(result.packages(), "package")));
      if (result.withoutLabel() > 0) {
        lines.line("", Amounts.count(result.withoutLabel(), "file") + " without a label");
      }
    }
    result
        .deselected()
        .forEach(
            (reason, packages) ->
                lines.line(
                    "Left out",
                    Amounts.count(packages, "package") + ": " + Reasons.inWords(reason)));
  }

  private void printClasses() {
    TypeCounts all = result.report().counts();
    TypeCounts occurring = result.report().countsOfOccurring();
    String label = "Classes";
    for (TypeClass typeClass : TypeClass.values()) {
      String counted =
          result.report().counted()
              ? "; %s here, on %s"
                  .formatted(
                      occurring.types().getOrDefault(typeClass, 0),
                      Amounts.count(occurring.files().getOrDefault(typeClass, 0L), "file"))
              : "";
      lines.line(
          label,
          "%s: %s%s"
              .formatted(
                  typeClass.words(),
                  Amounts.count(all.types().getOrDefault(typeClass, 0), "type"),
                  counted));
      label = "";
    }
  }

  private void printRules(Profile profile, KernelVersion kernel) {
    DerivedPolicy derived = result.derived();
    lines.line(
        "Rules",
        "%s, for profile %s and Linux %s or later"
            .formatted(
                Amounts.count(derived.policy().rules().size(), "rule"), profile.keyword(), kernel));
    lines.line(
        "",
        "%d with a label, for which each SELinux reload takes %s longer"
            .formatted(derived.labelRules(), seconds(derived.reloadTime())));
    printNotes("Measured", "for --max-label-rules beyond the profile", derived.measuredForBudget());
    printNotes("Left out", "mutable data", derived.mutableLeftOut());
    printNotes("Skipped", "code that runs unmeasured (--skip-code-type)", derived.skippedCode());
    printNames("Unknown", "labels without a type in the policy", derived.unknownLabels());
    derived.losses().forEach(loss -> lines.line("Lost", Printable.of(loss)));
  }

  private static String seconds(Duration time) {
    return String.format(
        Locale.ROOT, time.toMillis() < 100 ? "%.2f s" : "%.1f s", time.toMillis() / 1000.0);
  }

  private void printNotes(String label, String what, List<LabelNote> notes) {
    if (!notes.isEmpty()) {
      long files = notes.stream().mapToLong(LabelNote::files).sum();
      String counted = result.report().counted() ? ", " + Amounts.count(files, "file") : "";
      lines.line(
          label,
          "%s: %s%s: %s"
              .formatted(
                  what,
                  Amounts.count(notes.size(), "type"),
                  counted,
                  TextLines.some(notes.stream().map(LabelNote::type).toList(), NAMES_SHOWN)));
    }
  }

  private void printNames(String label, String what, Collection<String> names) {
    if (!names.isEmpty()) {
      lines.line(
          label, "%s: %,d: %s".formatted(what, names.size(), TextLines.some(names, NAMES_SHOWN)));
    }
  }

  private void printFlows() {
    List<Flow> flows = result.report().flows();
    if (flows.isEmpty()) {
      return;
    }
    lines.line(
        "Flows",
        "%s may be written by domains that are not trusted, and executed by trusted ones:"
            .formatted(Amounts.count(flows.size(), "type")));
    boolean counted = result.report().counted();
    List<Flow> shown =
        flows.stream().filter(flow -> !counted || flow.files() > 0).limit(FLOWS_SHOWN).toList();
    for (Flow flow : shown) {
      String files = counted ? ", " + Amounts.count(flow.files(), "file") : "";
      lines.below("%s%s: by %s".formatted(flow.type(), files, TextLines.some(flow.writers(), 3)));
    }
    if (flows.size() > shown.size()) {
      lines.below(
          "%,d more%s (--json and --report have all)"
              .formatted(
                  flows.size() - shown.size(),
                  counted && shown.size() < FLOWS_SHOWN ? ", which no file has" : ""));
    }
  }

  private void printDomains() {
    Domains domains = result.report().analysis().domains();
    printNames("Domains", "unconfined, not asked who runs what", domains.unconfined());
    printNames(
        domains.unconfined().isEmpty() ? "Domains" : "",
        "not trusted, and may write files of any type, whatever the classes say",
        domains.unboundWriters());
    printNames(
        "Warning", "permissive domains, which may do what no rule allows", domains.permissive());
    if (result.report().counts().types().getOrDefault(TypeClass.CODE, 0) == 0) {
      lines.line(
          "Warning",
          "no type is code that only trusted domains write: are these all?"
              + " (--also-trusted-domain adds to the default, --trusted-domain replaces it)");
    }
  }

  private void printWarnings() {
    result.notes().forEach(note -> lines.line("Note", Printable.of(note)));
    int shown = Math.min(WARNINGS_SHOWN, result.warnings().size());
    result
        .warnings()
        .subList(0, shown)
        .forEach(warning -> lines.line("Warning", Printable.of(warning.toString())));
    if (result.warnings().size() > shown) {
      lines.line("", "%,d more warnings".formatted(result.warnings().size() - shown));
    }
  }
}
