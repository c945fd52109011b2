package io.github.imaallowlist.cli.report;

import io.github.imaallowlist.cli.console.Console;
import io.github.imaallowlist.model.FilePath;
import io.github.imaallowlist.rpm.finding.Finding;
import io.github.imaallowlist.rpm.finding.FindingKind;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All findings of a run, by kind, with the remedy of each kind. */
public final class FindingsTable {
  private static final String BOLD = "\u001b[1m";
  private static final String RED = "\u001b[31m";
  private static final String PLAIN = "\u001b[0m";
  private static final int MIN_DETAIL = 24;

  private final PrintStream err;
  private final boolean colours;
  private final int columns;
  private final TextLines lines;

  private FindingsTable(Console console) {
    this.err = console.err();
    this.colours = console.terminal().colours();
    this.columns = console.terminal().columns();
    this.lines = TextLines.onError(console);
  }

  /** Prints nothing if there are none. */
  public static void print(List<Finding> findings, Console console) {
    if (findings.isEmpty()) {
      return;
    }
    FindingsTable table = new FindingsTable(console);
    Map<FindingKind, List<Finding>> byKind = new TreeMap<>();
    for (Finding finding : findings) {
      byKind.computeIfAbsent(finding.kind(), kind -> new ArrayList<>()).add(finding);
    }
    table.err.println(table.styled(BOLD, Amounts.count(findings.size(), "finding") + ":"));
    byKind.forEach(table::printKind);
  }

  private void printKind(FindingKind kind, List<Finding> findings) {
    err.println();
    lines.indented(styled(RED, kind.toString()) + " (" + findings.size() + "): ", 4, kind.remedy());
    int width = findings.stream().mapToInt(finding -> subject(finding).length()).max().orElse(0);
    boolean oneLine = 2 + width + 2 + MIN_DETAIL <= columns;
    for (Finding finding : findings) {
      String subject = subject(finding);
      String detail = Printable.of(finding.detail());
      if (oneLine) {
        String first = "  " + subject + " ".repeat(width - subject.length()) + "  ";
        lines.indented(first, first.length(), detail);
      } else {
        err.println("  " + subject);
        lines.indented("    ", 4, detail);
      }
    }
  }

  private static String subject(Finding finding) {
    String file = Printable.of(finding.file());
    return finding
        .path()
        .map(FilePath::toString)
        .map(Printable::of)
        .map(p -> file + "  " + p)
        .orElse(file);
  }

  private String styled(String style, String text) {
    return colours ? style + text + PLAIN : text;
  }
}
