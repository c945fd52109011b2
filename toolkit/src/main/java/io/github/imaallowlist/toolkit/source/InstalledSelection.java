package io.github.imaallowlist.toolkit.source;

import io.github.imaallowlist.model.PackageId;
import io.github.imaallowlist.rpm.finding.Finding;
import io.github.imaallowlist.rpm.finding.FindingKind;
import io.github.imaallowlist.rpm.repository.PackageSelection.Reason;
import io.github.imaallowlist.rpm.scan.ParallelScan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Cuts a plan to the packages of one host. */
public final class InstalledSelection {
  private InstalledSelection() {}

  /**
   * The plan with those of its packages that the host has. What the host has and the plan lacks is
   * a finding: its files would be missing from whatever is made of the plan.
   *
   * @param plan is closed with the new one
   * @param jobs how many packages that no metadata describes are looked at at once, at least 1
   */
  public static SourcePlan cut(SourcePlan plan, InstalledPackages installed, int jobs)
      throws IOException {
    List<IdentifiedPackage> identified = new ArrayList<>();
    ParallelScan.run(
        plan.packages(),
        PlannedPackage::size,
        jobs,
        IdentifiedPackage::of,
        one -> identified.add(one));
    identified.sort(
        Comparator.comparingInt((IdentifiedPackage one) -> one.planned().source())
            .thenComparing(one -> one.planned().ref().name()));
    List<PlannedPackage> kept = new ArrayList<>();
    List<IdentifiedPackage> others = new ArrayList<>();
    List<PackageId> there = new ArrayList<>();
    for (IdentifiedPackage one : identified) {
      // One without an identity is read later, which says why it has none.
      if (one.id().isEmpty() || installed.contains(one.id().get())) {
        kept.add(one.planned());
        one.id().ifPresent(there::add);
      } else {
        others.add(one);
      }
    }
    Map<Reason, Integer> deselected = new EnumMap<>(Reason.class);
    deselected.putAll(plan.deselected());
    if (!others.isEmpty()) {
      deselected.put(Reason.NOT_INSTALLED, others.size());
    }
    List<Finding> findings = new ArrayList<>(plan.findings());
    for (String name : installed.lackedBy(there)) {
      findings.add(
          new Finding(
              FindingKind.NOT_IN_SOURCES,
              installed.source(),
              Optional.empty(),
              Optional.empty(),
              name + " is installed, and no source has it"));
    }
    return new SourcePlan(plan.sources(), kept, others, deselected, findings);
  }
}
