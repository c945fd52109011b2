package io.github.imaallowlist.selinux.derive;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.ima.policy.ImaPolicy;
import io.github.imaallowlist.ima.policy.KernelVersion;
import io.github.imaallowlist.selinux.analysis.Domains;
import io.github.imaallowlist.selinux.analysis.TypeAnalysis;
import io.github.imaallowlist.selinux.analysis.TypeReport;
import io.github.imaallowlist.selinux.policy.SelinuxPolicy;
import java.util.List;
import java.util.SortedSet;

/** Makes an IMA policy of what an SELinux policy allows. The same input gives the same policy. */
public final class ImaPolicyDerivation {
  private ImaPolicyDerivation() {}

  /**
   * The policy for a profile, in the fewest rules with a label that say it, each with its reason.
   *
   * @throws AllowlistException if a name is not one of a type, or the budget does not hold what has
   *     to be there
   */
  public static DerivedPolicy derive(TypeAnalysis analysis, DeriveSettings settings)
      throws AllowlistException {
    return derive(
        analysis.policy(),
        analysis.domains(),
        analysis.reports(),
        analysis.moduleTypes(),
        settings);
  }

  /**
   * Finds out beforehand whether {@link DeriveSettings#skipCodeTypes} will do.
   *
   * @throws AllowlistException if a name is not one of a type
   */
  public static void requireTypes(SelinuxPolicy policy, SortedSet<String> skipCodeTypes)
      throws AllowlistException {
    SkippedTypes.of(policy, skipCodeTypes);
  }

  static DerivedPolicy derive(
      SelinuxPolicy policy,
      Domains domains,
      List<TypeReport> reports,
      SortedSet<String> moduleTypes,
      DeriveSettings settings)
      throws AllowlistException {
    if (settings.kernel().compareTo(KernelVersion.OLDEST) < 0) {
      throw new AllowlistException(
          ExitCode.USAGE,
          "an IMA policy for Linux " + settings.kernel() + " cannot be made",
          "Name Linux " + KernelVersion.OLDEST + " or a later one.");
    }
    PolicyPlan plan = PolicyPlan.of(policy, domains, reports, moduleTypes, settings);
    TypeReasons reasons = new TypeReasons(reports, plan.universe());
    ImaPolicy imaPolicy =
        PolicyText.write(plan, reasons, PolicyHeader.of(plan, policy, domains, settings));
    PolicyProof.check(plan, imaPolicy.rules(), policy.types());
    PolicyTextProof.check(imaPolicy, policy, settings.kernel());
    return new DerivedPolicy(
        imaPolicy,
        plan.labelRules(),
        plan.reads().others(),
        plan.reads().overBudget().stream().map(reasons::note).toList(),
        plan.leftOut().stream().map(reasons::note).toList(),
        plan.skippedCode().stream().map(reasons::note).toList(),
        plan.universe().unknown(),
        plan.losses());
  }
}
