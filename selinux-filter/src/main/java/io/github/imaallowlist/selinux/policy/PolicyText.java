package io.github.imaallowlist.selinux.policy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A policy as lines of words. Each line begins with what it is about:
 *
 * <pre>
 * type NAME ...            user NAME ...        role NAME ...      permissive NAME ...
 * permission KEYWORD ...   alias NAME TYPE      on NAME ...        off NAME ...
 * attribute NAME TYPE ...
 * allow SOURCE TARGET CLASS KEYWORD,KEYWORD [True|False EXPRESSION]
 * end RULES
 * </pre>
 */
final class PolicyText {
  private final Map<String, Set<String>> sets = new HashMap<>();
  private final SortedMap<String, String> aliases = new TreeMap<>();
  private final SortedMap<String, SortedSet<String>> attributes = new TreeMap<>();
  private final List<AllowRule> rules = new ArrayList<>();
  private final Map<String, String> names = new HashMap<>();
  private final Map<String, Set<Permission>> permissions = new HashMap<>();
  private final Map<String, Optional<RuleCondition>> conditions = new HashMap<>();

  private PolicyText() {}

  static void write(SelinuxPolicy policy, Writer out) throws IOException {
    Map<String, Iterable<String>> sets = new LinkedHashMap<>();
    sets.put("type", policy.types());
    sets.put("user", policy.users());
    sets.put("role", policy.roles());
    sets.put("permissive", policy.permissive());
    sets.put("permission", keywords(policy.permissions()));
    sets.put("on", withValue(policy, true));
    sets.put("off", withValue(policy, false));
    for (Map.Entry<String, Iterable<String>> set : sets.entrySet()) {
      line(out, set.getKey(), set.getValue());
    }
    for (Map.Entry<String, String> alias : policy.aliases().entrySet()) {
      line(out, "alias", List.of(alias.getKey(), alias.getValue()));
    }
    for (Map.Entry<String, SortedSet<String>> attribute : policy.attributes().entrySet()) {
      line(out, "attribute " + attribute.getKey(), attribute.getValue());
    }
    for (AllowRule rule : policy.rules()) {
      line(out, "allow", words(rule));
    }
    line(out, "end", List.of(Integer.toString(policy.rules().size())));
  }

  private static void line(Writer out, String kind, Iterable<String> words) throws IOException {
    out.write(kind);
    for (String word : words) {
      out.write(" ");
      out.write(word);
    }
    out.write("\n");
  }

  private static List<String> keywords(Set<Permission> permissions) {
    return permissions.stream().sorted().map(Permission::keyword).toList();
  }

  private static List<String> withValue(SelinuxPolicy policy, boolean on) {
    return policy.booleans().entrySet().stream()
        .filter(entry -> entry.getValue() == on)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static List<String> words(AllowRule rule) {
    List<String> words = new ArrayList<>();
    words.add(rule.source());
    words.add(rule.target());
    words.add(rule.objectClass().keyword());
    words.add(String.join(",", keywords(rule.permissions())));
    rule.condition()
        .ifPresent(
            condition ->
                words.add((condition.holdsIf() ? "True " : "False ") + condition.expression()));
    return words;
  }

  /**
   * @throws IllegalArgumentException if a line is of another shape
   */
  static SelinuxPolicy read(BufferedReader reader, String source, String sha256)
      throws IOException {
    PolicyText text = new PolicyText();
    String line = reader.readLine();
    while (line != null && !line.equals("end " + text.rules.size())) {
      text.line(line);
      line = reader.readLine();
    }
    if (line == null || reader.readLine() != null) {
      throw new IllegalArgumentException("no end where it should be");
    }
    return text.policy(source, sha256);
  }

  private void line(String line) {
    List<String> words = List.of(line.split(" ", line.startsWith("allow ") ? 6 : -1));
    switch (words.get(0)) {
      case "allow" -> rules.add(rule(words));
      case "alias" -> aliases.put(word(words, 1), word(words, 2));
      case "attribute" -> attributes.put(word(words, 1), new TreeSet<>(rest(words, 2)));
      default -> sets.put(words.get(0), new TreeSet<>(rest(words, 1)));
    }
  }

  private List<String> rest(List<String> words, int from) {
    return words.stream().skip(from).map(this::name).toList();
  }

  private String word(List<String> words, int at) {
    if (at >= words.size()) {
      throw new IllegalArgumentException("too few words");
    }
    return name(words.get(at));
  }

  private String name(String word) {
    return names.computeIfAbsent(word, name -> name);
  }

  private AllowRule rule(List<String> words) {
    ObjectClass objectClass = objectClass(word(words, 3));
    Optional<RuleCondition> condition = Optional.empty();
    if (words.size() > 5) {
      condition =
          conditions.computeIfAbsent(
              words.get(5),
              text -> {
                int space = text.indexOf(' ');
                return Optional.of(
                    new RuleCondition(
                        BooleanExpression.parse(text.substring(space + 1)),
                        text.startsWith("True ")));
              });
    }
    return new AllowRule(
        word(words, 1),
        word(words, 2),
        objectClass,
        permissions(objectClass, words.get(4)),
        condition);
  }

  private static ObjectClass objectClass(String keyword) {
    for (ObjectClass objectClass : ObjectClass.values()) {
      if (objectClass.keyword().equals(keyword)) {
        return objectClass;
      }
    }
    throw new IllegalArgumentException("no class " + keyword);
  }

  private Set<Permission> permissions(ObjectClass objectClass, String text) {
    return permissions.computeIfAbsent(
        objectClass.keyword() + " " + text,
        key -> {
          Set<Permission> set = EnumSet.noneOf(Permission.class);
          for (String keyword : text.split(",", -1)) {
            set.add(Permission.of(objectClass, keyword).orElseThrow(IllegalArgumentException::new));
          }
          return set;
        });
  }

  private SelinuxPolicy policy(String source, String sha256) {
    SortedMap<String, Boolean> booleans = new TreeMap<>();
    set("on").forEach(name -> booleans.put(name, true));
    set("off").forEach(name -> booleans.put(name, false));
    Set<Permission> known = EnumSet.noneOf(Permission.class);
    for (Permission permission : Permission.values()) {
      if (set("permission").contains(permission.keyword())) {
        known.add(permission);
      }
    }
    return new SelinuxPolicy(
        source,
        sha256,
        set("type"),
        aliases,
        attributes,
        booleans,
        set("permissive"),
        set("user"),
        set("role"),
        known,
        rules);
  }

  private SortedSet<String> set(String kind) {
    return Collections.unmodifiableSortedSet(
        new TreeSet<>(
            Optional.ofNullable(sets.get(kind)).orElseThrow(IllegalArgumentException::new)));
  }
}
