package io.github.imaallowlist.toolkit.lint;

import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.ima.lint.LintFinding;
import java.util.List;

/** What is wrong with policies, in the order of the request. */
public record LintResult(List<CheckedPolicy> policies) {
  public LintResult {
    policies = List.copyOf(policies);
  }

  /**
   * One policy.
   *
   * @param findings by line
   */
  public record CheckedPolicy(String name, List<LintFinding> findings) {
    public CheckedPolicy {
      findings = List.copyOf(findings);
    }
  }

  /** The same without warnings. */
  public LintResult errorsOnly() {
    return new LintResult(
        policies.stream()
            .map(
                policy ->
                    new CheckedPolicy(
                        policy.name(),
                        policy.findings().stream()
                            .filter(finding -> finding.kind() == LintFinding.Kind.ERROR)
                            .toList()))
            .toList());
  }

  /** {@link ExitCode#FINDINGS} if there is any. */
  public ExitCode exitCode() {
    return policies.stream().allMatch(policy -> policy.findings().isEmpty())
        ? ExitCode.OK
        : ExitCode.FINDINGS;
  }
}
