package io.github.imaallowlist.ima.policy;

import java.util.List;
import java.util.Optional;

/**
 * What a line says.
 *
 * @param rule absent if the kernel refuses the line
 * @param problems all that is wrong with it, as far as the line alone shows
 */
public record RuleReading(Optional<ImaRule> rule, List<RuleProblem> problems) {
  public RuleReading {
    problems = List.copyOf(problems);
    if (rule.isPresent() == problems.stream().anyMatch(RuleProblem::refused)) {
      throw new IllegalArgumentException("a refused rule, or none without a reason");
    }
  }
}
