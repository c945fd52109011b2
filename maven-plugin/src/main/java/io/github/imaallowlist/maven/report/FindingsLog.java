package io.github.imaallowlist.maven.report;

import io.github.imaallowlist.maven.parameter.ParameterText;
import io.github.imaallowlist.model.FilePath;
import io.github.imaallowlist.rpm.finding.Finding;
import io.github.imaallowlist.rpm.finding.FindingKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** All findings of a run, by kind, with the remedy of each kind. */
public final class FindingsLog {
  private FindingsLog() {}

  /**
   * Says nothing if there are none.
   *
   * @param log takes a line
   */
  public static void print(List<Finding> findings, ParameterText text, Consumer<String> log) {
    Map<FindingKind, List<Finding>> byKind = new TreeMap<>();
    for (Finding finding : findings) {
      byKind.computeIfAbsent(finding.kind(), kind -> new ArrayList<>()).add(finding);
    }
    byKind.forEach(
        (kind, some) -> {
          log.accept(kind + " (" + some.size() + "): " + text.of(kind.remedy()));
          some.forEach(finding -> log.accept("  " + subject(finding) + "  " + detail(finding)));
        });
  }

  private static String subject(Finding finding) {
    return Printable.of(
        finding.file() + finding.path().map(FilePath::toString).map(p -> "  " + p).orElse(""));
  }

  private static String detail(Finding finding) {
    return Printable.of(finding.detail());
  }
}
