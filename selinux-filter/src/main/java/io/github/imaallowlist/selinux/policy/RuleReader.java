package io.github.imaallowlist.selinux.policy;

import io.github.imaallowlist.error.MalformedInputException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads what {@code sesearch} prints: allow rules, one on a line ({@code terule.pxi} of setools 4.1
 * to 4.7).
 *
 * <pre>
 * allow init_t bin_t:file { execute getattr }; [ init_runs ]:True
 * </pre>
 */
final class RuleReader {
  /**
   * For all rules of the classes: a class that the policy lacks is no error where classes are asked
   * for by a regular expression, and neither are its permissions where none is asked for.
   */
  static final List<String> ARGUMENTS =
      List.of(
          "--allow",
          "-rc",
          "-c",
          Arrays.stream(ObjectClass.values())
              .map(ObjectClass::keyword)
              .collect(Collectors.joining("|", "^(", ")$")));

  private static final String ALLOW = "allow ";
  private static final String CONDITION = " [ ";

  private final OutputLines lines;
  private final PolicyRules rules = new PolicyRules();
  private final Map<String, Optional<RuleCondition>> conditions = new HashMap<>();
  private final Map<String, String> names = new HashMap<>();

  private RuleReader(OutputLines lines) {
    this.lines = lines;
    conditions.put("", Optional.empty());
  }

  /** What names of types, permissions and booleans are is still to be checked. */
  static PolicyRules read(OutputLines lines) throws IOException {
    RuleReader reader = new RuleReader(lines);
    while (lines.next()) {
      if (lines.number() > SetoolsLimits.RULES) {
        throw lines.beyondLimit("more than %d rules".formatted(SetoolsLimits.RULES));
      }
      reader.rule(lines.line());
    }
    return reader.rules;
  }

  private void rule(String line) throws MalformedInputException {
    int end = line.indexOf(';');
    if (!line.startsWith(ALLOW) || end < 0) {
      throw lines.unexpected("an allow rule");
    }
    String[] words = line.substring(ALLOW.length(), end).split(" ", 3);
    int colon = words.length == 3 ? words[1].indexOf(':') : -1;
    if (colon < 0) {
      throw lines.unexpected("an allow rule");
    }
    String source = typeOrAttribute(words[0]);
    String target = typeOrAttribute(words[1].substring(0, colon));
    ObjectClass objectClass = objectClass(words[1].substring(colon + 1));
    Set<Permission> permissions = permissions(objectClass, words[2]);
    Optional<RuleCondition> condition = condition(line.substring(end + 1));
    if (!permissions.isEmpty()) {
      rules.rules.add(new AllowRule(source, target, objectClass, permissions, condition));
    }
  }

  private String typeOrAttribute(String word) throws MalformedInputException {
    String name = names.get(word);
    if (name == null) {
      name = lines.name(word);
      names.put(name, name);
      rules.typesAndAttributes.put(name, lines.number());
    }
    return name;
  }

  private ObjectClass objectClass(String word) throws MalformedInputException {
    for (ObjectClass objectClass : ObjectClass.values()) {
      if (objectClass.keyword().equals(word)) {
        return objectClass;
      }
    }
    throw lines.unexpected("a rule of a class that was asked for");
  }

  /** Those that are known; the others are remembered, to be checked. */
  private Set<Permission> permissions(ObjectClass objectClass, String text)
      throws MalformedInputException {
    Set<Permission> permissions = EnumSet.noneOf(Permission.class);
    Map<String, Integer> seen =
        rules.permissions.computeIfAbsent(objectClass, key -> new HashMap<>());
    for (String word : lines.list(text)) {
      if (!seen.containsKey(word)) {
        seen.put(lines.name(word), lines.number());
      }
      Permission.of(objectClass, word).ifPresent(permissions::add);
    }
    return permissions;
  }

  /** {@code [ expression ]:True} after a space, or nothing. */
  private Optional<RuleCondition> condition(String text) throws MalformedInputException {
    Optional<RuleCondition> known = conditions.get(text);
    if (known == null) {
      boolean holdsIf = text.endsWith(" ]:True");
      String end = holdsIf ? " ]:True" : " ]:False";
      if (!text.startsWith(CONDITION)
          || !text.endsWith(end)
          || text.length() < CONDITION.length() + end.length()) {
        throw lines.unexpected("an allow rule, perhaps with a condition");
      }
      BooleanExpression expression =
          expression(text.substring(CONDITION.length(), text.length() - end.length()));
      known = Optional.of(new RuleCondition(expression, holdsIf));
      conditions.put(text, known);
      expression.booleans().forEach(name -> rules.booleans.putIfAbsent(name, lines.number()));
    }
    return known;
  }

  private BooleanExpression expression(String text) throws MalformedInputException {
    try {
      return BooleanExpression.parse(text);
    } catch (IllegalArgumentException e) {
      throw lines.malformed("a condition with " + e.getMessage() + ": " + PolicyNames.shown(text));
    }
  }

  /** Rules, and what they name with the line where it was first seen. */
  static final class PolicyRules {
    final List<AllowRule> rules = new ArrayList<>();
    final Map<String, Integer> typesAndAttributes = new HashMap<>();
    final Map<ObjectClass, Map<String, Integer>> permissions = new EnumMap<>(ObjectClass.class);
    final Map<String, Integer> booleans = new HashMap<>();

    /** Fails if a rule names what the policy does not have. */
    void requireNames(PolicyComponents components) throws MalformedInputException {
      for (ObjectClass objectClass : ObjectClass.values()) {
        require(
            "permission of class " + objectClass.keyword(),
            permissions.getOrDefault(objectClass, Map.of()),
            components.permissionsOf(objectClass));
      }
      Set<String> named = new HashSet<>(components.types);
      named.addAll(components.attributes.keySet());
      require("type or attribute", typesAndAttributes, named);
      require("boolean", booleans, components.booleans.keySet());
    }

    private static void require(String what, Map<String, Integer> used, Set<String> known)
        throws MalformedInputException {
      Optional<Map.Entry<String, Integer>> first =
          used.entrySet().stream()
              .filter(entry -> !known.contains(entry.getKey()))
              .min(
                  Map.Entry.<String, Integer>comparingByValue()
                      .thenComparing(Map.Entry.comparingByKey()));
      if (first.isPresent()) {
        throw new MalformedInputException(
            "output of sesearch",
            MalformedInputException.NO_OFFSET,
            "line %d: seinfo knows no %s %s"
                .formatted(first.get().getValue(), what, first.get().getKey()));
      }
    }
  }
}
