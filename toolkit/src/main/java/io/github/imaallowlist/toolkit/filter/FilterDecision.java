package io.github.imaallowlist.toolkit.filter;

import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.model.FilePath;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.selinux.derive.DerivedPolicy;
import io.github.imaallowlist.selinux.filter.FileFacts;
import io.github.imaallowlist.selinux.filter.FileGroups;
import io.github.imaallowlist.selinux.filter.LeftOutReason;
import io.github.imaallowlist.selinux.filter.MeasurableFiles;
import io.github.imaallowlist.toolkit.output.Destination;
import java.io.IOException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/** Which groups of files an IMA policy cannot measure, and what else the list is to hold. */
public final class FilterDecision {
  private final FilterRequest request;
  private final ImaPolicyFile policy;
  private final Optional<DerivedPolicy> derived;
  private final Optional<SelinuxPolicyFile> selinux;
  private final Map<Integer, LeftOutKind> leftOut = new HashMap<>();

  FilterDecision(
      FilterRequest request,
      ImaPolicyFile policy,
      Optional<DerivedPolicy> derived,
      Optional<SelinuxPolicyFile> selinux,
      FileGroups groups,
      MeasurableFiles measurable) {
    this.request = request;
    this.policy = policy;
    this.derived = derived;
    this.selinux = selinux;
    for (int group = 1; group <= groups.size(); group++) {
      FileFacts facts = groups.facts(group);
      Optional<LeftOutReason> reason = measurable.reasonAgainst(facts);
      if (reason.isPresent()) {
        leftOut.put(group, new LeftOutKind(facts.type(), reason.get()));
      }
    }
  }

  /** The numbers of the groups to leave out. */
  public BitSet leftOutGroups() {
    BitSet groups = new BitSet();
    leftOut.keySet().forEach(groups::set);
    return groups;
  }

  LeftOutKind kindOf(int group) {
    LeftOutKind kind = leftOut.get(group);
    if (kind == null) {
      throw new IllegalArgumentException("group %d is not left out".formatted(group));
    }
    return kind;
  }

  /** The path that hosts load the IMA policy from. */
  public FilePath policyPath() {
    return request.policyPath();
  }

  /** The digests that the kernel may log when it loads the IMA policy. */
  public List<FileDigest> policyDigests(SortedSet<HashAlgorithm> algorithms) {
    return policy.digests(algorithms);
  }

  /** The digests that the kernel may log of the SELinux policy; none if that is not known. */
  public List<FileDigest> selinuxPolicyHash(SortedSet<HashAlgorithm> algorithms)
      throws IOException {
    return selinux.isPresent() ? selinux.get().measuredHash(algorithms) : List.of();
  }

  /** Puts the IMA policy in its place, if this run derived it. */
  public void putPolicy() throws IOException {
    if (request.policy() instanceof HostPolicy.Derived newPolicy) {
      Destination place = newPolicy.output();
      place.put(policy::writeTo);
    }
  }

  /** What counts the entries of the list by this decision. */
  public FilterTally tally() {
    return new FilterTally(this);
  }

  FilterSummary summary(long keptPaths, long keptBytes, List<LeftOutFiles> files) {
    return new FilterSummary(
        policy.name(),
        policy.sha256(),
        selinux.map(SelinuxPolicyFile::sha256),
        request.policy() instanceof HostPolicy.Derived newPolicy
            ? Optional.of(newPolicy.rules().profile().keyword())
            : Optional.empty(),
        derived,
        keptPaths,
        keptBytes,
        files);
  }
}
