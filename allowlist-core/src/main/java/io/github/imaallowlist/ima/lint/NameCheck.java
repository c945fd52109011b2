package io.github.imaallowlist.ima.lint;

import io.github.imaallowlist.ima.policy.ImaCondition;
import io.github.imaallowlist.ima.policy.ImaRule;
import io.github.imaallowlist.ima.policy.Spelling;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Names in rules against those of the SELinux policy. The kernel refuses a policy for one name that
 * it does not know ({@code ima_policy.c}, ima_lsm_rule_init; {@code services.c},
 * selinux_audit_rule_init); only one that updates a policy already loaded may have it.
 */
final class NameCheck {
  private final LintNames names;
  private final Map<String, Optional<String>> suggestions = new HashMap<>();

  NameCheck(LintNames names) {
    this.names = names;
  }

  void check(int line, ImaRule rule, FindingLog log) {
    for (ImaCondition condition : rule.conditions()) {
      if (condition instanceof ImaCondition.OfContext part) {
        check(line, part, log);
      }
    }
  }

  private void check(int line, ImaCondition.OfContext part, FindingLog log) {
    switch (part.keyword()) {
      case OBJ_USER, SUBJ_USER -> checkIn(names.users(), "user", line, part, log);
      case OBJ_ROLE, SUBJ_ROLE -> checkIn(names.roles(), "role", line, part, log);
      default -> {
        if (names.attributes().contains(part.name()) && !isType(part.name())) {
          log.add(
              LintFinding.warning(
                  line,
                  part.text() + " names an attribute: the kernel takes it, and it matches nothing",
                  "write a rule for each type (seinfo -a " + part.name() + " -x lists them)"));
        } else if (!isType(part.name())) {
          unknown(names.types(), "type", line, part, log);
        }
      }
    }
  }

  private boolean isType(String name) {
    return names.types().contains(name) || names.aliases().contains(name);
  }

  private void checkIn(
      Collection<String> known,
      String what,
      int line,
      ImaCondition.OfContext part,
      FindingLog log) {
    if (!known.contains(part.name())) {
      unknown(known, what, line, part, log);
    }
  }

  private void unknown(
      Collection<String> known,
      String what,
      int line,
      ImaCondition.OfContext part,
      FindingLog log) {
    log.add(
        LintFinding.error(
            line,
            part.text() + ": the SELinux policy has no such " + what,
            nearest(what, part.name(), known)
                .map(near -> "did you mean " + near + "?")
                .orElse("leave the rule out, or load the SELinux module that has the " + what)));
  }

  private Optional<String> nearest(String what, String name, Collection<String> known) {
    String key = what + ' ' + name;
    Optional<String> found = suggestions.get(key);
    if (found == null) {
      found =
          suggestions.size() < LintLimits.SUGGESTIONS
              ? Spelling.nearest(name, known)
              : Optional.empty();
      suggestions.put(key, found);
    }
    return found;
  }
}
