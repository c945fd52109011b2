package io.github.imaallowlist.selinux.policy;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.ima.lint.LintNames;
import java.util.Collections;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a binary SELinux policy says, as far as it matters for files. Immutable.
 *
 * @param source the policy file, as the user knows it
 * @param sha256 hex digest of the policy file
 * @param types without attributes and aliases
 * @param aliases of types: alias to type
 * @param attributes the types that have each attribute
 * @param booleans their defaults, by name
 * @param permissive types of domains that may do everything, whatever the rules say
 * @param users names of the SELinux users
 * @param roles names of the roles
 * @param permissions those that the policy knows at all
 * @param rules in the order of the policy
 */
public record SelinuxPolicy(
    String source,
    String sha256,
    SortedSet<String> types,
    SortedMap<String, String> aliases,
    SortedMap<String, SortedSet<String>> attributes,
    SortedMap<String, Boolean> booleans,
    SortedSet<String> permissive,
    SortedSet<String> users,
    SortedSet<String> roles,
    Set<Permission> permissions,
    List<AllowRule> rules) {
  public SelinuxPolicy {
    types = Collections.unmodifiableSortedSet(new TreeSet<>(types));
    aliases = Collections.unmodifiableSortedMap(new TreeMap<>(aliases));
    attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
    booleans = Collections.unmodifiableSortedMap(new TreeMap<>(booleans));
    permissive = Collections.unmodifiableSortedSet(new TreeSet<>(permissive));
    users = Collections.unmodifiableSortedSet(new TreeSet<>(users));
    roles = Collections.unmodifiableSortedSet(new TreeSet<>(roles));
    Set<Permission> known = EnumSet.noneOf(Permission.class);
    known.addAll(permissions);
    permissions = Collections.unmodifiableSet(known);
    rules = List.copyOf(rules);
  }

  /** The type that a name is of: the name itself, or what it is an alias of. */
  public Optional<String> canonical(String typeOrAlias) {
    return types.contains(typeOrAlias)
        ? Optional.of(typeOrAlias)
        : Optional.ofNullable(aliases.get(typeOrAlias));
  }

  /** The types that a name stands for: one, or those that have the attribute. */
  public Optional<SortedSet<String>> membersOf(String typeOrAttribute) {
    Optional<SortedSet<String>> members = Optional.ofNullable(attributes.get(typeOrAttribute));
    return members.isPresent()
        ? members
        : canonical(typeOrAttribute)
            .map(type -> Collections.unmodifiableSortedSet(new TreeSet<>(Set.of(type))));
  }

  /** The names that rules of an IMA policy may have where this one is loaded. */
  public LintNames lintNames() {
    return new LintNames(
        types, new TreeSet<>(aliases.keySet()), new TreeSet<>(attributes.keySet()), users, roles);
  }

  /** Whether a rule of this policy holds, the booleans being what they are. */
  public boolean holds(AllowRule rule) {
    return rule.condition().map(condition -> condition.holds(this::isOn)).orElse(true);
  }

  private boolean isOn(String name) {
    return Boolean.TRUE.equals(booleans.get(name));
  }

  /**
   * The same with some booleans set.
   *
   * @throws AllowlistException with {@link ExitCode#USAGE} if there is no such boolean; with {@link
   *     ExitCode#MALFORMED} if a condition is ambiguous with these values
   */
  public SelinuxPolicy withBooleans(Map<String, Boolean> values) throws AllowlistException {
    SortedMap<String, Boolean> changed = new TreeMap<>(booleans);
    for (Map.Entry<String, Boolean> value : new TreeMap<>(values).entrySet()) {
      if (changed.replace(value.getKey(), value.getValue()) == null) {
        throw unknownBoolean(value.getKey());
      }
    }
    SelinuxPolicy policy =
        new SelinuxPolicy(
            source,
            sha256,
            types,
            aliases,
            attributes,
            changed,
            permissive,
            users,
            roles,
            permissions,
            rules);
    policy.requireClearConditions();
    return policy;
  }

  private AllowlistException unknownBoolean(String name) {
    Optional<String> nearest = NearestName.of(name, booleans.keySet());
    return new AllowlistException(
        ExitCode.USAGE,
        source + ": the policy has no boolean " + PolicyNames.shown(name),
        nearest
            .map(other -> "The nearest name is " + other + "; `seinfo -b POLICY` lists all.")
            .orElse("`seinfo -b POLICY` lists those that it has."));
  }

  private void requireClearConditions() throws AllowlistException {
    Set<BooleanExpression> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (AllowRule rule : rules) {
      if (rule.condition().isPresent() && seen.add(rule.condition().get().expression())) {
        BooleanExpression expression = rule.condition().get().expression();
        if (expression.isAmbiguous(this::isOn)) {
          throw new AllowlistException(
              ExitCode.MALFORMED,
              "%s: setools shows the condition [ %s ] without parentheses that it needs"
                  .formatted(source, expression),
              "Set one of "
                  + expression.booleans()
                  + " so that its value does not depend on them.");
        }
      }
    }
  }
}
