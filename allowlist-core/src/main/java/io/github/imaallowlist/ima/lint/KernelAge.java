package io.github.imaallowlist.ima.lint;

import io.github.imaallowlist.ima.policy.ImaCondition;
import io.github.imaallowlist.ima.policy.ImaRule;
import io.github.imaallowlist.ima.policy.KernelVersion;
import io.github.imaallowlist.ima.policy.Keyword;
import io.github.imaallowlist.ima.policy.SignatureKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Key words that a kernel does not have yet. */
final class KernelAge {
  /** What names the key word, and the first kernel that has it. */
  private record Need(String what, KernelVersion since) {}

  /** Signatures of version 3 over a file's own digest (commit de4c44a7f559). */
  private static final KernelVersion SIGV3_OF_ANY_FILE = new KernelVersion(7, 1);

  /** {@code ima_template.c}, builtin_templates. */
  private static final Map<String, KernelVersion> TEMPLATES =
      Map.of(
          "evm-sig", new KernelVersion(5, 14),
          "ima-ngv2", new KernelVersion(5, 19),
          "ima-sigv2", new KernelVersion(5, 19),
          "d-ngv2|n-ng", new KernelVersion(5, 19),
          "d-ngv2|n-ng|sig", new KernelVersion(5, 19));

  private KernelAge() {}

  static List<LintFinding> check(int line, ImaRule rule, KernelVersion kernel) {
    List<LintFinding> findings = new ArrayList<>();
    for (Need need : needs(rule)) {
      if (need.since().compareTo(kernel) > 0) {
        findings.add(
            LintFinding.error(
                line,
                need.what() + " needs Linux " + need.since() + "; Linux " + kernel + " refuses it",
                "leave it out for this kernel"));
      }
    }
    return findings;
  }

  private static List<Need> needs(ImaRule rule) {
    List<Need> needs = new ArrayList<>();
    needs.add(new Need(rule.action().word(), rule.action().since()));
    for (ImaCondition condition : rule.conditions()) {
      needs.add(new Need(condition.keyword().word(), condition.keyword().since()));
      if (condition instanceof ImaCondition.Func func) {
        needs.add(new Need(func.text(), func.hook().since()));
      } else if (condition instanceof ImaCondition.AppraiseType type) {
        needs.add(new Need(type.text(), type.kind().since()));
        if (type.kind() == SignatureKind.SIGV3
            && rule.conditions().stream().noneMatch(c -> c.keyword() == Keyword.DIGEST_TYPE)) {
          needs.add(new Need(type.text() + " without digest_type=verity", SIGV3_OF_ANY_FILE));
        }
      } else if (condition instanceof ImaCondition.Template template) {
        needs.add(
            new Need(
                template.text(), TEMPLATES.getOrDefault(template.name(), KernelVersion.OLDEST)));
      }
    }
    return needs;
  }
}
