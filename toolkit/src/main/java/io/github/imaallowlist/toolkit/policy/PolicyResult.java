package io.github.imaallowlist.toolkit.policy;

import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.rpm.finding.Finding;
import io.github.imaallowlist.rpm.repository.PackageSelection.Reason;
import io.github.imaallowlist.selinux.derive.DerivedPolicy;
import io.github.imaallowlist.selinux.label.LabelWarning;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a run derived.
 *
 * @param selinux where the SELinux policy is from
 * @param derived the policy, and what it does not say
 * @param report what the SELinux policy's types are for
 * @param packages that were read, without findings
 * @param withoutLabel their files that the policy has no label for
 * @param deselected packages that were not asked for, by the reason; no zeros
 * @param warnings about the labels' files
 * @param notes about where the policy is from
 * @param findings sorted; what does not match in packages, or is missing
 * @param written whether the IMA policy was
 */
public record PolicyResult(
    String selinux,
    DerivedPolicy derived,
    AnalysisReport report,
    long packages,
    long withoutLabel,
    Map<Reason, Integer> deselected,
    List<LabelWarning> warnings,
    List<String> notes,
    List<Finding> findings,
    boolean written) {
  public PolicyResult {
    Map<Reason, Integer> ordered = new EnumMap<>(Reason.class);
    ordered.putAll(deselected);
    deselected = Collections.unmodifiableMap(ordered);
    warnings = List.copyOf(warnings);
    notes = List.copyOf(notes);
    findings = List.copyOf(findings);
  }

  public ExitCode exitCode() {
    if (findings.isEmpty()) {
      return ExitCode.OK;
    }
    boolean noTrust = findings.stream().anyMatch(finding -> finding.kind().isTrust());
    return noTrust && !written ? ExitCode.NO_TRUST : ExitCode.FINDINGS;
  }
}
