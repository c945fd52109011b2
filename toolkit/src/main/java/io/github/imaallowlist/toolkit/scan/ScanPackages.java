package io.github.imaallowlist.toolkit.scan;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.rpm.ReadMode;
import io.github.imaallowlist.rpm.ScannedPackage;
import io.github.imaallowlist.rpm.finding.Finding;
import io.github.imaallowlist.rpm.finding.FindingKind;
import io.github.imaallowlist.rpm.repository.PackageSelection.Reason;
import io.github.imaallowlist.rpm.scan.CacheUse;
import io.github.imaallowlist.rpm.scan.PackageScanner;
import io.github.imaallowlist.rpm.scan.ParallelScan;
import io.github.imaallowlist.rpm.scan.ScanOutcome;
import io.github.imaallowlist.rpm.scan.ScanOutcome.Kept;
import io.github.imaallowlist.rpm.trust.TrustPolicy;
import io.github.imaallowlist.toolkit.Failures;
import io.github.imaallowlist.toolkit.ProgressListener;
import io.github.imaallowlist.toolkit.ProgressListener.Phase;
import io.github.imaallowlist.toolkit.cache.CacheRequest;
import io.github.imaallowlist.toolkit.cache.OpenedCache;
import io.github.imaallowlist.toolkit.source.PlannedPackage;
import io.github.imaallowlist.toolkit.source.SourcePlan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes entries of packages in a cache, and nothing else. Where packages are from is not asked:
 * that is for the run that makes a list of them.
 */
public final class ScanPackages {
  private final ScanRequest request;
  private final ProgressListener progress;
  private final OpenedCache opened;
  private final Map<Reason, Integer> deselected = new EnumMap<>(Reason.class);
  private final List<Finding> findings = new ArrayList<>();
  private long made;
  private long there;
  private long files;
  private long bytesRead;

  private ScanPackages(ScanRequest request, ProgressListener progress, OpenedCache opened) {
    this.request = request;
    this.progress = progress;
    this.opened = opened;
  }

  /**
   * Makes them.
   *
   * @return with findings in some packages, the others have their entries all the same
   * @throws AllowlistException if it cannot be done at all, or the cache cannot be written
   */
  public static ScanResult run(ScanRequest request, ProgressListener progress)
      throws AllowlistException {
    try {
      OpenedCache opened = OpenedCache.open(new CacheRequest(request.to(), false));
      return new ScanPackages(request, progress, opened).run();
    } catch (IOException e) {
      throw Failures.of(e);
    }
  }

  private ScanResult run() throws IOException, AllowlistException {
    CacheUse use = new CacheUse(opened.use().orElseThrow().cache(), false, request.checksum());
    TrustPolicy trust = TrustPolicy.none();
    PackageScanner scanner =
        new PackageScanner(
            ReadMode.PAYLOAD,
            request.algorithms(),
            request.selection(),
            trust,
            request.fileSignatures().keyring(),
            Optional.of(use));
    progress.phase(Phase.LIST);
    try (SourcePlan plan =
        SourcePlan.of(
            request.names(), request.settings(), trust, request.selection(), request.jobs())) {
      deselected.putAll(plan.deselected());
      findings.addAll(plan.findings());
      progress.phase(Phase.SCAN);
      progress.scanStarted(plan.packages().size(), plan.bytesIn(ReadMode.PAYLOAD));
      ParallelScan.run(
          plan.packages(),
          planned -> scanner.workOf(planned.ref(), planned.size()),
          request.jobs(),
          planned -> new Read(planned, scanner.scan(planned.ref())),
          this::add);
    }
    requireWritten();
    return new ScanResult(
        made, there, files, bytesRead, deselected, opened.summary(), sorted(findings));
  }

  private record Read(PlannedPackage planned, ScanOutcome outcome) {}

  private void add(Read read) {
    long bytes = read.planned().size();
    if (read.outcome() instanceof ScanOutcome.Deselected notWanted) {
      deselected.merge(notWanted.reason(), 1, Integer::sum);
    } else if (read.outcome() instanceof ScanOutcome.Scanned scanned) {
      boolean untouched = scanned.fromCache() && read.planned().ref().checksum().isPresent();
      bytesRead += untouched ? 0 : bytes;
      add(scanned);
    }
    progress.packageScanned(read.planned().ref().name(), bytes);
  }

  private void add(ScanOutcome.Scanned scanned) {
    ScannedPackage contents = scanned.contents();
    if (!contents.findings().isEmpty()) {
      findings.addAll(contents.findings());
    } else if (scanned.kept() == Kept.NOT) {
      findings.add(
          new Finding(
              FindingKind.NOT_IN_CACHE,
              scanned.ref().name(),
              contents.id(),
              Optional.empty(),
              "nothing is wrong with it but that its result cannot be kept: it is too large, or"
                  + " has signatures that are none"));
    } else {
      made += scanned.kept() == Kept.NOW ? 1 : 0;
      there += scanned.fromCache() ? 1 : 0;
      files += contents.files().size();
    }
  }

  /** Elsewhere a cache that cannot be written only costs time; here it is all that was wanted. */
  private void requireWritten() throws AllowlistException {
    Optional<String> problem = opened.summary().counts().writeProblem();
    if (problem.isPresent()) {
      throw new AllowlistException(
          ExitCode.IO,
          "entries cannot be written to %s: %s".formatted(opened.name(), problem.get()),
          "Free some room there, give this user the right to write, or name another folder.");
    }
  }

  private static List<Finding> sorted(List<Finding> findings) {
    return findings.stream().sorted().toList();
  }
}
