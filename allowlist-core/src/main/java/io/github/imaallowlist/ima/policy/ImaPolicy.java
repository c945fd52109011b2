package io.github.imaallowlist.ima.policy;

import java.util.ArrayList;
import java.util.List;

/** A policy file: rules, in the order in which the kernel asks them, with comments between. */
public record ImaPolicy(List<PolicyLine> lines) {
  public ImaPolicy {
    lines = List.copyOf(lines);
  }

  /** A policy of these rules, without comments. */
  public static ImaPolicy of(ImaRule... rules) {
    List<PolicyLine> lines = new ArrayList<>();
    for (ImaRule rule : rules) {
      lines.add(new PolicyLine.Rule(rule));
    }
    return new ImaPolicy(lines);
  }

  /** The rules alone. */
  public List<ImaRule> rules() {
    List<ImaRule> rules = new ArrayList<>();
    for (PolicyLine line : lines) {
      if (line instanceof PolicyLine.Rule rule) {
        rules.add(rule.rule());
      }
    }
    return List.copyOf(rules);
  }
}
