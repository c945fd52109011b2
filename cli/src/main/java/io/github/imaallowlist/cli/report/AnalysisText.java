package io.github.imaallowlist.cli.report;

import io.github.imaallowlist.selinux.analysis.Access;
import io.github.imaallowlist.selinux.analysis.Flow;
import io.github.imaallowlist.selinux.analysis.TypeAnalysis;
import io.github.imaallowlist.selinux.analysis.TypeClass;
import io.github.imaallowlist.selinux.analysis.TypeCounts;
import io.github.imaallowlist.selinux.analysis.TypeReport;
import io.github.imaallowlist.toolkit.policy.AnalysisReport;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;

/** The analysis of an SELinux policy for people. */
public final class AnalysisText {
  private final PrintStream out;
  private final AnalysisReport report;

  private AnalysisText(PrintStream out, AnalysisReport report) {
    this.out = out;
    this.report = report;
  }

  /**
   * Writes all types with their evidence, by class.
   *
   * @param out not closed
   */
  public static void write(AnalysisReport report, OutputStream out) throws IOException {
    PrintStream text =
        new PrintStream(new BufferedOutputStream(out), false, StandardCharsets.UTF_8);
    new AnalysisText(text, report).write();
    text.flush();
    if (text.checkError()) {
      throw new IOException("the report cannot be written");
    }
  }

  private void write() {
    TypeAnalysis analysis = report.analysis();
    line("What the types of %s are for".formatted(analysis.policy().source()));
    line("SHA-256 of the policy: %s".formatted(analysis.policy().sha256()));
    for (Map.Entry<String, Boolean> changed : report.changedBooleans().entrySet()) {
      line(
          "Boolean, not as by default: %s=%s"
              .formatted(changed.getKey(), changed.getValue() ? "on" : "off"));
    }
    names("Trusted domains", analysis.domains().trusted());
    names(
        "Unconfined domains, left out when asking who runs what", analysis.domains().unconfined());
    names("Permissive domains, which may do what no rule allows", analysis.domains().permissive());
    names(
        "Domains that are not trusted and may write files of any type",
        analysis.domains().unboundWriters());
    TypeCounts counts = report.counts();
    for (TypeClass typeClass : TypeClass.values()) {
      line(
          "%-13s %,6d types%s"
              .formatted(
                  typeClass.words(),
                  counts.types().getOrDefault(typeClass, 0),
                  report.counted()
                      ? ", %,d files".formatted(counts.files().getOrDefault(typeClass, 0L))
                      : ""));
    }
    writeFlows();
    for (TypeClass typeClass : TypeClass.values()) {
      writeClass(typeClass);
    }
  }

  private void writeFlows() {
    line("");
    line("# Flows that break integrity: not trusted domains write what trusted ones execute");
    for (Flow flow : report.flows()) {
      line("");
      line("%s%s".formatted(flow.type(), files(flow.files())));
      names("  written by", flow.writers());
      names("  executed by", flow.trustedExecutors());
    }
  }

  private void writeClass(TypeClass typeClass) {
    line("");
    line("# %s".formatted(typeClass.words()));
    for (TypeReport type : report.analysis().reports()) {
      if (type.typeClass() == typeClass) {
        writeType(type);
      }
    }
  }

  private void writeType(TypeReport type) {
    line("");
    line("%s%s".formatted(type.type(), files(report.occurring().filesOf(type.type()))));
    names("  executed by", type.executors());
    names("  entrypoint of", type.entrypoints());
    names("  loaded by", type.loaders());
    names("  written by", type.writers());
    names("  read by trusted", type.trustedReaders());
    for (Access access : AnalysisJson.EVIDENCE) {
      for (String rule : AnalysisJson.rules(report.analysis(), type.type(), access)) {
        line("    %s".formatted(rule));
      }
    }
  }

  private String files(long files) {
    return report.counted() ? " (" + Amounts.count(files, "file") + ")" : "";
  }

  private void names(String label, Collection<String> names) {
    if (!names.isEmpty()) {
      line("%s: %s".formatted(label, String.join(", ", names)));
    }
  }

  private void line(String text) {
    out.print(Printable.of(text) + '\n');
  }
}
