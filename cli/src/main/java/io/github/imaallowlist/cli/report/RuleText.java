package io.github.imaallowlist.cli.report;

import io.github.imaallowlist.selinux.policy.AllowRule;
import io.github.imaallowlist.selinux.policy.Permission;
import io.github.imaallowlist.selinux.policy.RuleCondition;
import java.util.Optional;
import java.util.stream.Collectors;

/** An allow rule as {@code sesearch} prints it, with the permissions that were asked for. */
final class RuleText {
  private RuleText() {}

  static String of(AllowRule rule) {
    String permissions =
        rule.permissions().stream().map(Permission::keyword).collect(Collectors.joining(" "));
    return "allow %s %s:%s { %s };%s"
        .formatted(
            rule.source(),
            rule.target(),
            rule.objectClass().keyword(),
            permissions,
            condition(rule.condition()));
  }

  private static String condition(Optional<RuleCondition> condition) {
    return condition
        .map(one -> " [ %s ]:%s".formatted(one.expression(), one.holdsIf() ? "True" : "False"))
        .orElse("");
  }
}
