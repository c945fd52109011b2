package io.github.imaallowlist.ima.lint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects findings, as many as {@link LintLimits} says. */
final class FindingLog {
  private final List<LintFinding> findings = new ArrayList<>();

  boolean isFull() {
    return findings.size() >= LintLimits.FINDINGS;
  }

  void add(LintFinding finding) {
    if (!isFull()) {
      findings.add(finding);
      if (isFull()) {
        findings.add(
            LintFinding.warning(
                finding.line(),
                "more than " + LintLimits.FINDINGS + " findings; the rest is not shown",
                "look whether this is an IMA policy at all"));
      }
    }
  }

  /** By line; within a line as they were found. */
  List<LintFinding> sorted() {
    findings.sort(Comparator.comparingInt(LintFinding::line));
    return List.copyOf(findings);
  }
}
