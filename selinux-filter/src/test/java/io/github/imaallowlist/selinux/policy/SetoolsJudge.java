package io.github.imaallowlist.selinux.policy;

import io.github.imaallowlist.fixtures.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What the setools library says of a policy, and the same as our model has it, as lines. */
final class SetoolsJudge {
  private static final Path SCRIPT = Path.of("src/test/resources/setools_judge.py");

  private SetoolsJudge() {}

  /** Asked in the Python that seinfo runs in: another may not have the library. */
  static List<String> theirs(Path policy, Map<String, Boolean> booleans) throws IOException {
    String seinfo = Files.readAllLines(Tools.find("seinfo").orElseThrow()).get(0);
    List<Object> command = new ArrayList<>(List.of(seinfo.substring(2).strip().split(" ")));
    command.addAll(List.of(SCRIPT, policy));
    booleans.forEach((name, on) -> command.add(name + (on ? "=on" : "=off")));
    return Tools.run(command.toArray()).succeeded().lines().stream().sorted().toList();
  }

  static List<String> ours(SelinuxPolicy policy, SelinuxPolicy defaults) {
    List<String> lines = new ArrayList<>();
    lines.add(line("types", "", policy.types()));
    lines.add(line("permissive", "", policy.permissive()));
    lines.add(line("users", "", policy.users()));
    lines.add(line("roles", "", policy.roles()));
    lines.add(
        line(
            "booleans",
            "",
            defaults.booleans().entrySet().stream()
                .map(each -> each.getKey() + (each.getValue() ? "=on" : "=off"))
                .collect(Collectors.toSet())));
    policy.aliases().forEach((alias, type) -> lines.add(line("alias", alias, Set.of(type))));
    policy.attributes().forEach((name, types) -> lines.add(line("attribute", name, types)));
    granted(policy)
        .forEach(
            (permission, targets) ->
                targets.forEach(
                    (target, sources) -> lines.add(line(permission.keyword(), target, sources))));
    return lines.stream().sorted().toList();
  }

  private static SortedMap<Permission, SortedMap<String, Set<String>>> granted(
      SelinuxPolicy policy) {
    SortedMap<Permission, SortedMap<String, Set<String>>> granted = new TreeMap<>();
    for (AllowRule rule : policy.rules()) {
      if (policy.holds(rule)) {
        Set<String> sources = policy.membersOf(rule.source()).orElseThrow();
        for (String target : policy.membersOf(rule.target()).orElseThrow()) {
          for (Permission permission : rule.permissions()) {
            granted
                .computeIfAbsent(permission, key -> new TreeMap<>())
                .computeIfAbsent(target, key -> new TreeSet<>())
                .addAll(sources);
          }
        }
      }
    }
    // A rule for an attribute without types grants nothing to anybody.
    granted.values().forEach(targets -> targets.values().removeIf(Set::isEmpty));
    return granted;
  }

  private static String line(String kind, String name, Set<String> members) {
    List<String> words = new ArrayList<>(Arrays.asList(kind, name));
    words.addAll(new TreeSet<>(members));
    return String.join("\t", words);
  }
}
