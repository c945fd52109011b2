package io.github.imaallowlist.ima.policy;

import java.util.List;

/**
 * A policy with the place of its rules.
 *
 * @param ruleLines for each of the policy's rules the number of its line, from 1
 */
public record ParsedPolicy(ImaPolicy policy, List<Integer> ruleLines) {
  public ParsedPolicy {
    ruleLines = List.copyOf(ruleLines);
    if (ruleLines.size() != policy.rules().size()) {
      throw new IllegalArgumentException("not one line for each rule");
    }
  }
}
