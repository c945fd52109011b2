package io.github.imaallowlist.toolkit.filter;

import io.github.imaallowlist.allowlist.LoggedPath;
import io.github.imaallowlist.format.PolicySettings;
import io.github.imaallowlist.ima.buffer.SelinuxPolicyHash;
import io.github.imaallowlist.ima.evaluate.Decision.Outcome;
import io.github.imaallowlist.ima.evaluate.Evaluation;
import io.github.imaallowlist.ima.evaluate.ImaEvent;
import io.github.imaallowlist.ima.policy.ImaHook;
import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.model.FilePath;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.selinux.derive.DerivedPolicy;
import io.github.imaallowlist.selinux.filter.FileFacts;
import io.github.imaallowlist.selinux.filter.FileGroups;
import io.github.imaallowlist.selinux.filter.LeftOutReason;
import io.github.imaallowlist.selinux.filter.MeasurableFiles;
import io.github.imaallowlist.selinux.label.LabelLookup;
import io.github.imaallowlist.toolkit.output.Destination;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** Which groups of files an IMA policy cannot measure, and what else the list is to hold. */
public final class FilterDecision {
  private final FilterRequest request;
  private final ImaPolicyFile policy;
  private final Optional<DerivedPolicy> derived;
  private final Optional<String> selinuxSha256;
  private final FileGroups groups;
  private final MeasurableFiles measurable;
  private final LabelLookup labels;
  private final Map<Integer, LeftOutKind> leftOut = new HashMap<>();

  /** Of facts that were asked about, whether no hook measures such a file. */
  private final Map<FileFacts, Boolean> unmeasured = new HashMap<>();

  FilterDecision(
      FilterRequest request,
      ImaPolicyFile policy,
      Optional<DerivedPolicy> derived,
      Optional<String> selinuxSha256,
      FileGroups groups,
      MeasurableFiles measurable,
      LabelLookup labels) {
    this.request = request;
    this.policy = policy;
    this.derived = derived;
    this.selinuxSha256 = selinuxSha256;
    this.groups = groups;
    this.measurable = measurable;
    this.labels = labels;
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

  /**
   * Whether a hook can measure a file of left-out groups where it is found under this path, be it
   * one that links lead to.
   *
   * @param logged with {@code _} for spaces, of which {@code file_contexts} know none
   */
  boolean isMeasuredAt(LoggedPath logged, SortedSet<Integer> ofGroups) {
    FilePath path = FilePath.of(logged.bytes());
    for (int group : ofGroups) {
      FileFacts listed = groups.facts(group);
      FileFacts here = FileGroups.factsOf(path, listed.traits(), labels);
      if (!here.equals(listed)
          && !unmeasured.computeIfAbsent(
              here, facts -> measurable.reasonAgainst(facts).isPresent())) {
        return true;
      }
    }
    return false;
  }

  /** The path that hosts load the IMA policy from. */
  public FilePath policyPath() {
    return request.policyPath();
  }

  /** The digests that the kernel may log when it loads the IMA policy. */
  public List<FileDigest> policyDigests(SortedSet<HashAlgorithm> algorithms) {
    return policy.digests(algorithms);
  }

  /** The settings with what hosts measure besides files. */
  public PolicySettings withBuffers(PolicySettings settings, SortedSet<HashAlgorithm> algorithms)
      throws IOException {
    return request.buffers().addTo(settings, algorithms);
  }

  /** Names of what hosts measure besides files, as far as known, and settings have no digest of. */
  private List<String> missingBuffers(PolicySettings settings) {
    List<String> measured = new ArrayList<>();
    ImaEvent critical = ImaEvent.of(ImaHook.CRITICAL_DATA);
    if (measures(critical.withDataName("selinux"))) {
      measured.add(SelinuxPolicyHash.NAME);
      measured.add(SelinuxPolicyHash.STATE);
    }
    if (measures(critical.withDataName("kernel_info"))) {
      measured.add("kernel_version");
    }
    if (measures(ImaEvent.of(ImaHook.KEXEC_CMDLINE))) {
      measured.add("kexec-cmdline");
    }
    return measured.stream().filter(name -> !settings.imaBuf().containsKey(name)).toList();
  }

  private boolean measures(ImaEvent event) {
    return Evaluation.decide(policy.policy(), event).outcome() != Outcome.NOT_MEASURED;
  }

  /** Puts the IMA policy in its file, if this run derived it for one. */
  public void putPolicy() throws IOException {
    try (Destination.InFile.@Nullable Prepared prepared = preparePolicy().orElse(null)) {
      if (prepared != null) {
        prepared.put();
      }
    }
  }

  /** Brings the IMA policy to disk, beside its file, if this run derived it for one. */
  public Optional<Destination.InFile.Prepared> preparePolicy() throws IOException {
    return request.policy() instanceof HostPolicy.Derived newPolicy
            && newPolicy.output().isPresent()
        ? Optional.of(newPolicy.output().get().prepare(policy::writeTo))
        : Optional.empty();
  }

  /** The IMA policy as a file. */
  public byte[] policyBytes() {
    return policy.bytes();
  }

  /** What counts the entries of the list by this decision. */
  public FilterTally tally() {
    return new FilterTally(this);
  }

  FilterSummary summary(
      PolicySettings settings, long keptPaths, long keptBytes, List<LeftOutFiles> files) {
    return new FilterSummary(
        policy.name(),
        policy.sha256(),
        selinuxSha256,
        request.policy() instanceof HostPolicy.Derived newPolicy
            ? Optional.of(newPolicy.rules().profile().keyword())
            : Optional.empty(),
        derived,
        keptPaths,
        keptBytes,
        files,
        missingBuffers(settings));
  }
}
