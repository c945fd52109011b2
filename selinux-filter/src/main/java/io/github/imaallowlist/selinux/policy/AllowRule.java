package io.github.imaallowlist.selinux.policy;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * An allow rule, as the policy has it: attributes are not expanded.
 *
 * @param source a type or an attribute
 * @param target a type or an attribute
 * @param permissions of the object class, those that {@link Permission} knows; at least one
 * @param condition absent if the rule holds whatever the booleans are
 */
public record AllowRule(
    String source,
    String target,
    ObjectClass objectClass,
    Set<Permission> permissions,
    Optional<RuleCondition> condition) {
  public AllowRule {
    permissions = Collections.unmodifiableSet(EnumSet.copyOf(permissions));
  }
}
