package io.github.imaallowlist.selinux.analysis;

import io.github.imaallowlist.selinux.policy.AllowRule;
import io.github.imaallowlist.selinux.policy.BooleanExpression;
import io.github.imaallowlist.selinux.policy.ObjectClass;
import io.github.imaallowlist.selinux.policy.Permission;
import io.github.imaallowlist.selinux.policy.RuleCondition;
import io.github.imaallowlist.selinux.policy.SelinuxPolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A policy from the lines that {@code selinux_policy.py} tells, or that a test writes the same way.
 */
final class PolicyText {
  private final SortedSet<String> types = new TreeSet<>();
  private final SortedMap<String, String> aliases = new TreeMap<>();
  private final SortedMap<String, SortedSet<String>> attributes = new TreeMap<>();
  private final SortedMap<String, Boolean> booleans = new TreeMap<>();
  private final SortedSet<String> permissive = new TreeSet<>();
  private final Set<Permission> permissions = EnumSet.noneOf(Permission.class);
  private final List<AllowRule> rules = new ArrayList<>();

  private PolicyText() {}

  static SelinuxPolicy parse(String source, List<String> lines) {
    PolicyText text = new PolicyText();
    lines.forEach(line -> text.add(line.split("\t", -1)));
    return new SelinuxPolicy(
        source,
        "",
        text.types,
        text.aliases,
        text.attributes,
        text.booleans,
        text.permissive,
        Collections.emptySortedSet(),
        Collections.emptySortedSet(),
        text.permissions,
        text.rules);
  }

  /** With blanks for tabs: {@code allow a_t b_t file execute,write [boolean [values]]}. */
  static SelinuxPolicy of(String... lines) {
    return parse(
        "policy.33",
        Arrays.stream(lines).map(line -> line.replace(' ', '\t').replace(',', ' ')).toList());
  }

  /** The same policy with other booleans, where they are named. */
  static SelinuxPolicy toggled(SelinuxPolicy policy, List<String> names) {
    SortedMap<String, Boolean> booleans = new TreeMap<>(policy.booleans());
    names.forEach(name -> booleans.computeIfPresent(name, (n, state) -> !state));
    return new SelinuxPolicy(
        policy.source(),
        policy.sha256(),
        policy.types(),
        policy.aliases(),
        policy.attributes(),
        booleans,
        policy.permissive(),
        policy.users(),
        policy.roles(),
        policy.permissions(),
        policy.rules());
  }

  private void add(String... fields) {
    switch (fields[0]) {
      case "type" -> {
        types.add(fields[1]);
        words(fields, 2).forEach(alias -> aliases.put(alias, fields[1]));
      }
      case "attribute" -> attributes.put(fields[1], new TreeSet<>(words(fields, 2)));
      case "boolean" -> booleans.put(fields[1], fields[2].equals("1"));
      case "permissive" -> permissive.addAll(words(fields, 1));
      case "permissions" -> words(fields, 1).forEach(word -> permissions.add(permission(word)));
      case "users", "roles" -> {}
      case "allow" -> rules.add(rule(fields));
      default -> throw new AssertionError("unknown line: " + String.join(" ", fields));
    }
  }

  private static AllowRule rule(String... fields) {
    ObjectClass objectClass = ObjectClass.valueOf(fields[3].toUpperCase(Locale.ROOT));
    Set<Permission> permissions =
        words(fields, 4).stream().map(PolicyText::permission).collect(Collectors.toSet());
    List<String> booleans = words(fields, 5);
    Optional<RuleCondition> condition =
        booleans.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new RuleCondition(new TruthTable(booleans, Set.copyOf(words(fields, 6))), true));
    return new AllowRule(fields[1], fields[2], objectClass, permissions, condition);
  }

  private static Permission permission(String keyword) {
    return Arrays.stream(Permission.values())
        .filter(permission -> permission.keyword().equals(keyword))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> words(String[] fields, int index) {
    return index < fields.length && !fields[index].isEmpty()
        ? List.of(fields[index].split(" "))
        : List.of();
  }

  /**
   * An expression by the values for which it is true.
   *
   * @param rows such as {@code 01}: false for the first boolean and true for the second
   */
  private record TruthTable(List<String> names, Set<String> rows) implements BooleanExpression {
    @Override
    public boolean evaluate(Predicate<String> values) {
      return rows.contains(
          names.stream().map(name -> values.test(name) ? "1" : "0").collect(Collectors.joining()));
    }

    @Override
    public SortedSet<String> booleans() {
      return new TreeSet<>(names);
    }
  }
}
