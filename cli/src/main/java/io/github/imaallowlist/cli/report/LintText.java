package io.github.imaallowlist.cli.report;

import io.github.imaallowlist.ima.lint.LintFinding;
import io.github.imaallowlist.toolkit.lint.LintResult;
import java.io.PrintStream;
import java.util.Locale;

/** What is wrong with IMA policies for people, and for editors that know compilers' messages. */
public final class LintText {
  private LintText() {}

  /** Prints nothing if nothing is wrong. */
  public static void print(LintResult result, PrintStream out) {
    for (LintResult.CheckedPolicy policy : result.policies()) {
      String name = Printable.of(policy.name());
      for (LintFinding finding : policy.findings()) {
        out.println(
            name
                + ':'
                + finding.line()
                + ": "
                + finding.kind().name().toLowerCase(Locale.ROOT)
                + ": "
                + Printable.of(finding.problem()));
        out.println("    " + Printable.of(finding.remedy()));
      }
    }
  }
}
