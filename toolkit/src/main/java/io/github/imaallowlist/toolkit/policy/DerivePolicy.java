package io.github.imaallowlist.toolkit.policy;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.ima.policy.ImaPolicyWriter;
import io.github.imaallowlist.rpm.ReadMode;
import io.github.imaallowlist.rpm.finding.Finding;
import io.github.imaallowlist.rpm.repository.SourceChangedException;
import io.github.imaallowlist.selinux.analysis.OccurringTypes;
import io.github.imaallowlist.selinux.derive.DeriveSettings;
import io.github.imaallowlist.selinux.derive.DerivedPolicy;
import io.github.imaallowlist.selinux.derive.ImaPolicyDerivation;
import io.github.imaallowlist.selinux.derive.OccurringLabels;
import io.github.imaallowlist.toolkit.Failures;
import io.github.imaallowlist.toolkit.ProgressListener;
import io.github.imaallowlist.toolkit.ProgressListener.Phase;
import io.github.imaallowlist.toolkit.output.Destination;
import io.github.imaallowlist.toolkit.selinux.LabelCount;
import io.github.imaallowlist.toolkit.selinux.SelinuxInputs;
import io.github.imaallowlist.toolkit.source.FileLists;
import io.github.imaallowlist.toolkit.source.OpenSources;
import io.github.imaallowlist.toolkit.source.SourcePlan;
import io.github.imaallowlist.toolkit.source.SourceRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Derives an IMA policy: opens the SELinux policy, asks what its types are for, counts the labels
 * of the packages' files, and writes the rules.
 *
 * <p>It fails closed: with findings in the packages nothing is written, unless the request says
 * otherwise, for a label that was not seen could have called for a rule.
 */
public final class DerivePolicy {
  private final PolicyRequest request;
  private final ProgressListener progress;

  private DerivePolicy(PolicyRequest request, ProgressListener progress) {
    this.request = request;
    this.progress = progress;
  }

  /**
   * Derives the policy, and writes it and the report.
   *
   * @throws AllowlistException if it cannot be made at all
   */
  public static PolicyResult run(PolicyRequest request, ProgressListener progress)
      throws AllowlistException {
    try {
      return new DerivePolicy(request, progress).run();
    } catch (SourceChangedException e) {
      throw new AllowlistException(
          ExitCode.IO,
          "%s changed while it was read: %s".formatted(e.source(), e.change()),
          "Run again when nothing writes to it; no policy is made of two states.",
          e);
    } catch (IOException e) {
      throw Failures.of(e);
    }
  }

  private PolicyResult run() throws IOException, AllowlistException {
    ensurePossible();
    if (request.source().isEmpty()) {
      try (SelinuxInputs selinux = open(Optional.empty())) {
        analyse(selinux);
        return derive(selinux, Optional.empty(), Optional.empty());
      }
    }
    progress.phase(Phase.LIST);
    SourceRequest source = request.source().get();
    try (SourcePlan plan = OpenSources.plan(source, request.trust(), request.installed());
        SelinuxInputs selinux = open(Optional.of(plan))) {
      // What is wrong with the SELinux policy's names shows before all packages are read.
      analyse(selinux);
      requirePackages(plan);
      progress.phase(Phase.SCAN);
      progress.scanStarted(plan.packages().size(), plan.bytesIn(ReadMode.HEADERS));
      LabelCount count =
          LabelCount.of(
              plan,
              new FileLists(plan, source.selection(), source.jobs()),
              selinux.contexts(),
              progress);
      plan.ensureUnchanged();
      return derive(selinux, Optional.of(plan), Optional.of(count));
    }
  }

  private void ensurePossible() throws IOException, AllowlistException {
    List<Path> needed = new ArrayList<>(request.trust().keyrings());
    request.installed().ifPresent(needed::add);
    request.selinux().policyFile().ifPresent(needed::add);
    request.selinux().booleans().ifPresent(needed::add);
    request.destination().ensurePossible();
    request.destination().ensureNot(needed);
    if (request.report().isPresent()) {
      Destination.InFile report = request.report().get().destination();
      report.ensurePossible();
      report.ensureNot(needed);
      if (request.destination() instanceof Destination.InFile policy) {
        requireOther(policy, report);
      }
    }
  }

  private static void requireOther(Destination.InFile policy, Destination.InFile report)
      throws AllowlistException {
    if (policy
        .file()
        .toAbsolutePath()
        .normalize()
        .equals(report.file().toAbsolutePath().normalize())) {
      throw new AllowlistException(
          ExitCode.USAGE,
          "the IMA policy and the report are to go to one file, " + policy.file(),
          "Name another file with --report.");
    }
  }

  private SelinuxInputs open(Optional<SourcePlan> plan) throws IOException, AllowlistException {
    return SelinuxInputs.open(
        request.selinux(),
        plan,
        request.source().map(SourceRequest::jobs).orElse(1),
        request.temporaryFolder());
  }

  private void analyse(SelinuxInputs selinux) throws IOException, AllowlistException {
    selinux.ensureAnalysisPossible();
    progress.phase(Phase.ANALYSE);
    ImaPolicyDerivation.requireTypes(selinux.analysis().policy(), request.rules().skipCodeTypes());
  }

  /** Without a package no label occurs, and a policy for that would leave nearly all out. */
  private static void requirePackages(SourcePlan plan) throws AllowlistException {
    if (plan.packages().isEmpty()) {
      throw new AllowlistException(
          ExitCode.USAGE,
          "the sources have no package that was asked for, whose labels could be counted",
          "Look at --arch, --include, --exclude and --installed; or give no SOURCE.");
    }
  }

  private PolicyResult derive(
      SelinuxInputs selinux, Optional<SourcePlan> plan, Optional<LabelCount> count)
      throws IOException, AllowlistException {
    OccurringTypes occurring =
        count
            .map(LabelCount::occurring)
            .orElseGet(() -> OccurringLabels.of(selinux.contexts(), selinux.origin()));
    AnalysisReport report =
        new AnalysisReport(
            selinux.analysis(), occurring, count.isPresent(), selinux.changedBooleans());
    RuleRequest rules = request.rules();
    DerivedPolicy derived =
        ImaPolicyDerivation.derive(
            selinux.analysis(),
            new DeriveSettings(
                rules.profile(),
                rules.kernel(),
                rules.maxLabelRules(),
                rules.skipCodeTypes(),
                occurring,
                selinux.changedBooleans()));
    List<Finding> findings = new ArrayList<>();
    plan.ifPresent(sources -> findings.addAll(sources.findings()));
    count.ifPresent(labels -> findings.addAll(labels.findings()));
    boolean write = findings.isEmpty() || request.allowIncomplete();
    if (write) {
      progress.phase(Phase.WRITE);
      write(derived, report);
    }
    return new PolicyResult(
        selinux.origin(),
        derived,
        report,
        count.map(LabelCount::packages).orElse(0L),
        count.map(LabelCount::withoutLabel).orElse(0L),
        plan.map(SourcePlan::deselected).orElse(Map.of()),
        selinux.contexts().warnings(),
        selinux.notes(),
        findings.stream().sorted().toList(),
        write);
  }

  private void write(DerivedPolicy derived, AnalysisReport report) throws IOException {
    if (request.report().isPresent()) {
      PolicyRequest.Report wanted = request.report().get();
      wanted.destination().put(out -> wanted.writer().write(report, out));
    }
    request.destination().put(out -> ImaPolicyWriter.write(derived.policy(), out));
  }
}
