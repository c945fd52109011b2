package io.github.imaallowlist.selinux.analysis;

import io.github.imaallowlist.selinux.policy.AllowRule;
import io.github.imaallowlist.selinux.policy.Permission;
import io.github.imaallowlist.selinux.policy.RuleCondition;
import io.github.imaallowlist.selinux.policy.SelinuxPolicy;
import java.util.BitSet;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which domains have an access to which types, by the rules that hold.
 *
 * <p>Rules stay with the name that they give as target, type or attribute: so the table is about as
 * large as the policy, and what a type's attributes bring is put together only when it is asked
 * for.
 */
final class GrantTable {
  private final TypeNames names;
  private final BitSet unconfined;
  private final BitSet[] sources;

  private GrantTable(TypeNames names, BitSet unconfined) {
    this.names = names;
    this.unconfined = unconfined;
    this.sources = new BitSet[names.size()];
  }

  /** Any of the permissions will do. */
  static GrantTable of(
      SelinuxPolicy policy, TypeNames names, BitSet unconfined, Set<Permission> permissions) {
    GrantTable table = new GrantTable(names, unconfined);
    for (AllowRule rule : policy.rules()) {
      if (gives(rule, permissions) && holds(rule, policy.booleans())) {
        int target = names.numberOf(rule.target());
        BitSet domains = table.sources[target];
        if (domains == null) {
          domains = new BitSet();
          table.sources[target] = domains;
        }
        names.addMembers(names.numberOf(rule.source()), domains);
      }
    }
    return table;
  }

  static boolean gives(AllowRule rule, Set<Permission> permissions) {
    return !Collections.disjoint(rule.permissions(), permissions);
  }

  static boolean holds(AllowRule rule, Map<String, Boolean> booleans) {
    if (rule.condition().isEmpty()) {
      return true;
    }
    RuleCondition condition = rule.condition().get();
    boolean value =
        condition
            .expression()
            .evaluate(
                name -> {
                  Boolean state = booleans.get(name);
                  if (state == null) {
                    throw new IllegalArgumentException("a rule depends on unknown boolean " + name);
                  }
                  return state;
                });
    return value == condition.holdsIf();
  }

  /** Confined domains that have the access. */
  BitSet confined(int type) {
    BitSet domains = new BitSet();
    addSources(type, domains);
    for (int attribute : names.attributesOf(type)) {
      addSources(attribute, domains);
    }
    domains.andNot(unconfined);
    return domains;
  }

  /** Also the unconfined domains that have it by a rule that somebody wrote for the type. */
  BitSet meant(int type) {
    BitSet domains = confined(type);
    domains.or(unconfinedByName(type));
    return domains;
  }

  /**
   * Unconfined domains that have it by a rule that names the type. If all have, none counts: a
   * policy's compiler writes a rule for an attribute as one for each member ({@code
   * policy_config_t} in Debian's), so that is once more what every unconfined domain may do.
   */
  BitSet unconfinedByName(int type) {
    BitSet domains = new BitSet();
    addSources(type, domains);
    domains.and(unconfined);
    if (domains.cardinality() > 1 && domains.equals(unconfined)) {
      domains.clear();
    }
    return domains;
  }

  private void addSources(int name, BitSet to) {
    @Nullable BitSet domains = sources[name];
    if (domains != null) {
      to.or(domains);
    }
  }
}
