package io.github.imaallowlist.cli.report;

import io.github.imaallowlist.ima.evaluate.Decision;
import io.github.imaallowlist.ima.evaluate.Decision.DecidingRule;
import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.selinux.analysis.Access;
import io.github.imaallowlist.selinux.analysis.Grant;
import io.github.imaallowlist.selinux.analysis.TypeReport;
import io.github.imaallowlist.selinux.label.ContextSpec;
import io.github.imaallowlist.selinux.label.FileType;
import io.github.imaallowlist.toolkit.explain.ExplainResult;
import io.github.imaallowlist.toolkit.explain.Explanation;
import io.github.imaallowlist.toolkit.explain.HookDecision;
import io.github.imaallowlist.toolkit.explain.PackagedFile;
import io.github.imaallowlist.toolkit.explain.Question;
import io.github.imaallowlist.toolkit.explain.TypeExplanation;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Explanations for people, who read them at night on a narrow screen. */
public final class ExplainText {
  private static final int NAMES_SHOWN = 5;
  private static final int RULES_SHOWN = 2;
  private static final int PATHS_SHOWN = 20;

  private final PrintStream out;
  private final TextLines lines;
  private final ExplainResult result;

  private ExplainText(PrintStream out, ExplainResult result, int columns) {
    this.out = out;
    this.lines = new TextLines(out, columns);
    this.result = result;
  }

  /**
   * @param out not closed
   * @param columns to wrap at
   */
  public static void write(ExplainResult result, OutputStream out, int columns) throws IOException {
    TextOutput.write(out, text -> new ExplainText(text, result, columns).write());
  }

  private void write() {
    boolean first = true;
    for (ExplainResult.Answer answer : result.answers()) {
      if (!first) {
        out.println();
      }
      first = false;
      if (answer.question() instanceof Question.OfDigest ofDigest) {
        out.println(ofDigest.digest());
        lines.line(
            "Found",
            answer.explanations().isEmpty()
                ? "nowhere: no package of the sources has such a file"
                : "at " + Amounts.count(answer.explanations().size(), "path"));
      }
      answer.explanations().stream().limit(PATHS_SHOWN).forEach(this::writePath);
      if (answer.explanations().size() > PATHS_SHOWN) {
        lines.line(
            "",
            "%,d more paths (--json has all)"
                .formatted(answer.explanations().size() - PATHS_SHOWN));
      }
    }
    if (result.dependsOnFileSystem()) {
      lines.line(
          "Note",
          "rules with fsmagic= were asked about a file on ext4; elsewhere others may decide");
    }
    result.notes().forEach(note -> lines.line("Note", Printable.of(note)));
  }

  private void writePath(Explanation explanation) {
    out.println(Printable.of(explanation.path().bytes()));
    if (result.selinux().isPresent()) {
      writeLabel(explanation);
    }
    String label = "IMA";
    for (HookDecision decision : explanation.decisions()) {
      writeDecision(label, decision);
      label = "";
    }
    if (result.searched()) {
      writePackages(explanation);
    }
  }

  private void writeLabel(Explanation explanation) {
    if (explanation.spec().isEmpty()) {
      lines.line("Label", "none: no spec fits the path");
      return;
    }
    ContextSpec spec = explanation.spec().get();
    lines.line("Label", Printable.of(spec.contextText()));
    lines.line(
        "",
        "by %s%s (%s:%d)"
            .formatted(
                Printable.of(spec.regex()),
                spec.type().map(FileType::field).map(field -> " " + field).orElse(""),
                Printable.of(spec.file()),
                spec.line()));
    if (explanation.type().isPresent()) {
      writeType(explanation.type().get());
    } else if (explanation.label().isPresent() && result.notes().isEmpty()) {
      lines.line("Type", "the SELinux policy has no such type: the kernel takes it for unlabeled");
    }
  }

  private void writeType(TypeExplanation type) {
    TypeReport report = type.report();
    lines.line("Type", "%s: %s".formatted(report.type(), report.typeClass().words()));
    writeDomains("executed by", report.executors(), type, Access.EXECUTE);
    writeDomains("entrypoint of", report.entrypoints(), type, Access.ENTER);
    writeDomains("loaded by", report.loaders(), type, Access.LOAD);
    if (report.executors().isEmpty() && report.loaders().isEmpty()) {
      lines.line("", "no confined domain runs or loads it");
    }
    writeDomains("written by", report.writers(), type, Access.WRITE);
    if (report.writers().isEmpty()) {
      lines.line("", "only trusted domains write it");
    }
  }

  private void writeDomains(
      String words, Collection<String> domains, TypeExplanation type, Access access) {
    if (domains.isEmpty()) {
      return;
    }
    lines.line("", words + " " + TextLines.some(domains, NAMES_SHOWN));
    Set<String> rules = new LinkedHashSet<>();
    for (Grant grant : type.evidence().getOrDefault(access, List.of())) {
      rules.add(RuleText.of(grant.rule()));
    }
    rules.stream().limit(RULES_SHOWN).forEach(rule -> lines.below(Printable.of(rule)));
    if (rules.size() > RULES_SHOWN) {
      lines.below("and %,d more rules".formatted(rules.size() - RULES_SHOWN));
    }
  }

  private void writeDecision(String label, HookDecision decision) {
    String hook = decision.hook().name();
    if (decision.root().equals(decision.others())) {
      lines.line(label, hook + ": " + words(decision.root()));
      writeRules(decision.root());
      return;
    }
    lines.line(label, hook + " by root: " + words(decision.root()));
    writeRules(decision.root());
    lines.line("", hook + " by others: " + words(decision.others()));
    writeRules(decision.others());
  }

  private static String words(Decision decision) {
    return switch (decision.outcome()) {
      case MEASURED -> "measured";
      case NOT_MEASURED -> decision.rules().isEmpty() ? "not measured: no rule" : "not measured";
      case DEPENDS -> "depends on what is not known here";
    };
  }

  private void writeRules(Decision decision) {
    for (DecidingRule rule : decision.rules()) {
      lines.below("line %d: %s".formatted(line(rule), Printable.of(rule.rule().text())));
    }
  }

  private int line(DecidingRule rule) {
    return result.imaPolicy().orElseThrow().ruleLines().get(rule.index());
  }

  private void writePackages(Explanation explanation) {
    if (explanation.packages().isEmpty()) {
      lines.line("Package", "none of the sources has it");
    }
    String label = "Package";
    for (PackagedFile file : explanation.packages()) {
      lines.line(label, Printable.of(file.packageId()));
      label = "";
      if (!file.path().equals(explanation.path())) {
        lines.below("as " + Printable.of(file.path().bytes()));
      }
      lines.below(
          file.digests().stream().map(FileDigest::toString).collect(Collectors.joining(" ")));
    }
  }
}
