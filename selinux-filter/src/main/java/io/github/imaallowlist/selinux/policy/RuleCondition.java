package io.github.imaallowlist.selinux.policy;

/**
 * When a conditional rule holds: {@code [ expression ]:True}.
 *
 * @param holdsIf which value of the expression makes the rule hold
 */
public record RuleCondition(BooleanExpression expression, boolean holdsIf) {}
