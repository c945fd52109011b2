package io.github.imaallowlist.selinux.policy;

import java.util.function.Predicate;

/**
 * When a conditional rule holds: {@code [ expression ]:True}.
 *
 * @param holdsIf which value of the expression makes the rule hold
 */
public record RuleCondition(BooleanExpression expression, boolean holdsIf) {
  /** Whether its rules hold. */
  public boolean holds(Predicate<String> booleans) {
    return expression.evaluate(booleans) == holdsIf;
  }
}
