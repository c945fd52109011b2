package io.github.imaallowlist.cli.report;

import io.github.imaallowlist.allowlist.LoggedPath;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.toolkit.check.Basis;
import io.github.imaallowlist.toolkit.check.CheckResult;
import io.github.imaallowlist.toolkit.check.CheckResult.PackageCount;
import io.github.imaallowlist.toolkit.check.CheckResult.Span;
import io.github.imaallowlist.toolkit.check.Clue;
import io.github.imaallowlist.toolkit.check.Deviation;
import io.github.imaallowlist.toolkit.check.Verdict;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a check came to, for people. */
final class CheckText {
  private static final int SHOWN = 100;
  private static final int SHOWN_PACKAGES = 3;

  private final PrintStream out;
  private final TextLines lines;
  private final CheckResult result;

  private CheckText(PrintStream out, int columns, CheckResult result) {
    this.out = out;
    this.lines = new TextLines(out, columns);
    this.result = result;
  }

  /**
   * @param out not closed
   */
  static void write(CheckResult result, FirstDeviations first, OutputStream out, int columns)
      throws IOException {
    TextOutput.write(out, lines -> new CheckText(lines, columns, result).write(first));
  }

  private void write(FirstDeviations first) {
    first.list().stream().limit(SHOWN).forEach(this::write);
    long more = Math.max(0, first.list().size() - SHOWN) + first.others();
    if (more > 0) {
      out.printf("and %s (--json names all)%n%n", "%,d further deviations".formatted(more));
    }
    summary();
  }

  private void write(Deviation deviation) {
    out.printf(
        "%s: %s%n",
        deviation.verdict(),
        deviation.name().map(LoggedPath::toString).map(Printable::of).orElse("without a name"));
    List<String> about = new ArrayList<>();
    about.add("entry " + deviation.number());
    deviation.digest().map(FileDigest::toString).ifPresent(about::add);
    deviation.label().map(Printable::of).ifPresent(about::add);
    if (!deviation.packages().isEmpty()) {
      about.add("of " + TextLines.some(deviation.packages(), SHOWN_PACKAGES));
    }
    lines.below(String.join(", ", about));
    for (Clue clue : deviation.clues()) {
      lines.below(Printable.of(clue.text()));
    }
    if (!deviation.remedy().isEmpty()) {
      lines.below("-> " + Printable.of(deviation.remedy()));
    }
    out.println();
  }

  private void summary() {
    Span span = result.span();
    long judged = span.last() - span.first() + 1;
    lines.line(
        "Log",
        "%s: %,d of %,d entries judged, by %s"
            .formatted(
                Printable.of(result.log()), judged, span.log(), Printable.of(result.allowlist())));
    for (Verdict verdict : Verdict.values()) {
      if (result.count(verdict) > 0 || verdict == Verdict.ACCEPTED) {
        out.printf(
            Locale.ROOT, "%10s%-13s %,9d%s%n", "", verdict, result.count(verdict), more(verdict));
      }
    }
    long retired =
        result.packages().stream()
            .filter(one -> one.removed().isPresent())
            .mapToLong(CheckText::acceptedOf)
            .sum();
    if (retired > 0) {
      lines.below(
          "%s of packages that left the sources: %s"
              .formatted(Amounts.count(retired, "file"), retiredNames()));
    }
    result.proof().forEach(sentence -> lines.line("Proof", Printable.of(sentence)));
    result.notes().forEach(note -> lines.line("Note", Printable.of(note)));
    lines.line(
        "Result",
        result.deviations() == 0
            ? "every judged entry passes"
                + (result.exitCode() == ExitCode.OK ? "" : ", and not all are proved")
            : "%,d of %,d judged entries deviate".formatted(result.deviations(), judged));
  }

  private String more(Verdict verdict) {
    if (verdict != Verdict.ACCEPTED) {
      return "";
    }
    List<String> parts = new ArrayList<>();
    result
        .accepted()
        .forEach(
            (basis, count) -> {
              if (basis == Basis.SIGNATURE) {
                result
                    .signers()
                    .forEach((key, of) -> parts.add("%,d signed by key %s".formatted(of, key)));
              } else {
                parts.add("%,d by %s".formatted(count, basis));
              }
            });
    return parts.isEmpty() ? "" : "  " + String.join(", ", parts);
  }

  private String retiredNames() {
    return TextLines.some(
        result.packages().stream()
            .filter(one -> one.removed().isPresent() && acceptedOf(one) > 0)
            .map(one -> one.name().isEmpty() ? "no name" : one.name())
            .toList(),
        SHOWN_PACKAGES);
  }

  private static long acceptedOf(PackageCount one) {
    return one.counts().getOrDefault(Verdict.ACCEPTED, 0L);
  }
}
