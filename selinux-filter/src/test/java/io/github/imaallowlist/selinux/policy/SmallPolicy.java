package io.github.imaallowlist.selinux.policy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A policy made by hand. */
final class SmallPolicy {
  SelinuxPolicy policy() {
    return new SelinuxPolicy(
        "small",
        "00",
        new TreeSet<>(Set.of("init_t", "bin_t", "lib_t")),
        new TreeMap<>(Map.of("sbin_t", "bin_t")),
        new TreeMap<>(
            Map.of(
                "file_type",
                new TreeSet<>(Set.of("bin_t", "lib_t")),
                "nothing",
                new TreeSet<String>())),
        new TreeMap<>(Map.of("init_runs", true, "init_maps", false)),
        new TreeSet<>(),
        new TreeSet<>(Set.of("system_u")),
        new TreeSet<>(Set.of("system_r")),
        Set.of(Permission.EXECUTE, Permission.READ),
        List.of(
            rule("init_t", Permission.EXECUTE, "init_runs", true),
            rule("init_t", Permission.READ, "init_maps || ! init_runs", false)));
  }

  static AllowRule rule(String source, Permission permission, String condition, boolean holdsIf) {
    return new AllowRule(
        source,
        "file_type",
        ObjectClass.FILE,
        Set.of(permission),
        Optional.of(new RuleCondition(BooleanExpression.parse(condition), holdsIf)));
  }
}
