package io.github.imaallowlist.selinux.analysis;

import io.github.imaallowlist.selinux.policy.AllowRule;
import io.github.imaallowlist.selinux.policy.Permission;
import io.github.imaallowlist.selinux.policy.RuleCondition;
import io.github.imaallowlist.selinux.policy.SelinuxPolicy;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
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

  /** For each set of permissions a table, in which any of them will do; rules are read once. */
  static List<GrantTable> of(
      SelinuxPolicy policy, TypeNames names, BitSet unconfined, List<Set<Permission>> wanted) {
    List<GrantTable> tables = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      tables.add(new GrantTable(names, unconfined));
    }
    for (AllowRule rule : policy.rules()) {
      if (holds(rule, policy.booleans())) {
        int source = names.numberOf(rule.source());
        int target = names.numberOf(rule.target());
        for (int i = 0; i < wanted.size(); i++) {
          if (gives(rule, wanted.get(i))) {
            tables.get(i).add(source, target);
          }
        }
      }
    }
    return tables;
  }

  private void add(int source, int target) {
    BitSet domains = sources[target];
    if (domains == null) {
      domains = new BitSet();
      sources[target] = domains;
    }
    names.addMembers(source, domains);
  }

  static boolean gives(AllowRule rule, Set<Permission> permissions) {
    for (Permission permission : rule.permissions()) {
      if (permissions.contains(permission)) {
        return true;
      }
    }
    return false;
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
