package io.github.imaallowlist.ima.lint;

import java.util.List;
import java.util.Optional;

/** Rules that never decide, for an earlier one always does. */
final class Reachability {
  private Reachability() {}

  /** Checks all rules of a policy, in their order. */
  static void check(List<CoveringRules.Placed> rules, FindingLog log) {
    CoveringRules earlier = new CoveringRules();
    for (CoveringRules.Placed placed : rules) {
      Optional<CoveringRules.Placed> covering =
          earlier.covering(
              placed.rule().action().family(), placed.rule().hook(), placed.rule().conditions());
      if (earlier.isExhausted()) {
        log.add(
            LintFinding.warning(
                placed.line(),
                "so many rules alike that those from here on were not compared with the others",
                "merge rules, or split the policy to have it checked"));
        return;
      }
      if (covering.isPresent()) {
        log.add(finding(placed, covering.get()));
      } else {
        earlier.add(placed);
      }
    }
  }

  private static LintFinding finding(CoveringRules.Placed placed, CoveringRules.Placed by) {
    boolean same = placed.rule().action() == by.rule().action();
    return LintFinding.warning(
        placed.line(),
        "never reached: line " + by.line() + " matches whatever this rule would",
        same ? "leave it out" : "put it before line " + by.line() + ", or leave it out");
  }
}
