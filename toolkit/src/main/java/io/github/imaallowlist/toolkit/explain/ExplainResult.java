package io.github.imaallowlist.toolkit.explain;

import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.ima.policy.ImaCondition;
import io.github.imaallowlist.ima.policy.ParsedPolicy;
import io.github.imaallowlist.rpm.finding.Finding;
import java.util.List;
import java.util.Optional;

/**
 * What was explained.
 *
 * @param answers one for each question, in their order
 * @param selinux where the SELinux policy is from; absent if none was asked
 * @param imaPolicy with the lines of its rules; absent if none was asked
 * @param searched whether packages were looked at
 * @param notes what could not be said, and why
 * @param findings sorted; what is wrong with packages, which were passed over
 */
public record ExplainResult(
    List<Answer> answers,
    Optional<String> selinux,
    Optional<ParsedPolicy> imaPolicy,
    boolean searched,
    List<String> notes,
    List<Finding> findings) {
  public ExplainResult {
    answers = List.copyOf(answers);
    notes = List.copyOf(notes);
    findings = List.copyOf(findings);
  }

  /**
   * The answer to a question.
   *
   * @param explanations one for a path; for a digest as many as paths have it, sorted
   */
  public record Answer(Question question, List<Explanation> explanations) {
    public Answer {
      explanations = List.copyOf(explanations);
    }
  }

  /** Whether rules go by the file system's magic, which was taken to be ext4's. */
  public boolean dependsOnFileSystem() {
    return imaPolicy.stream()
        .flatMap(parsed -> parsed.policy().rules().stream())
        .anyMatch(rule -> rule.condition(ImaCondition.FsMagic.class).isPresent());
  }

  /** A digest that no package has is a finding too: somebody saw it on a host. */
  public ExitCode exitCode() {
    boolean unknown = answers.stream().anyMatch(answer -> answer.explanations().isEmpty());
    return findings.isEmpty() && !unknown ? ExitCode.OK : ExitCode.FINDINGS;
  }
}
