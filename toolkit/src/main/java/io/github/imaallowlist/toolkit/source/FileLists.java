package io.github.imaallowlist.toolkit.source;

import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.rpm.ReadMode;
import io.github.imaallowlist.rpm.ScannedPackage;
import io.github.imaallowlist.rpm.finding.Finding;
import io.github.imaallowlist.rpm.finding.FindingKind;
import io.github.imaallowlist.rpm.repository.PackageSelection;
import io.github.imaallowlist.rpm.scan.PackageScanner;
import io.github.imaallowlist.rpm.scan.ParallelScan;
import io.github.imaallowlist.rpm.scan.ScanOutcome;
import io.github.imaallowlist.toolkit.ProgressListener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which files packages ship, by their headers; what has to prove where the packages are from is
 * asked as for any.
 *
 * <p>A package whose header has no SHA-256 digests is read whole.
 */
public final class FileLists {
  private final SourcePlan plan;
  private final PackageSelection selection;
  private final SortedSet<HashAlgorithm> algorithms;
  private final int jobs;

  /**
   * Lists with SHA-256 digests.
   *
   * @param selection decides about packages that no metadata describes
   * @param jobs how many packages are read at once, at least 1
   */
  public FileLists(SourcePlan plan, PackageSelection selection, int jobs) {
    this(plan, selection, new TreeSet<>(List.of(HashAlgorithm.SHA256)), jobs);
  }

  /**
   * @param selection decides about packages that no metadata describes
   * @param algorithms of the files' digests; any but SHA-256 alone has packages read whole
   * @param jobs how many packages are read at once, at least 1
   */
  public FileLists(
      SourcePlan plan, PackageSelection selection, SortedSet<HashAlgorithm> algorithms, int jobs) {
    this.plan = plan;
    this.algorithms = algorithms;
    this.selection = selection;
    this.jobs = jobs;
  }

  /** Takes packages without findings, in the calling thread. */
  @FunctionalInterface
  public interface Sink {
    void accept(PlannedPackage planned, ScannedPackage contents) throws IOException;
  }

  /**
   * Reads the packages' file lists, in whatever order they come.
   *
   * @param packages of the plan
   * @return what is wrong with packages, which contribute nothing then; in no order
   */
  public List<Finding> read(List<PlannedPackage> packages, ProgressListener progress, Sink sink)
      throws IOException {
    List<Finding> findings = new ArrayList<>();
    ParallelScan.run(
        packages,
        PlannedPackage::size,
        jobs,
        planned -> new Read(planned, scan(planned)),
        read -> {
          if (read.outcome() instanceof ScanOutcome.Scanned scanned) {
            findings.addAll(scanned.contents().findings());
            if (scanned.contents().findings().isEmpty()) {
              sink.accept(read.planned(), scanned.contents());
            }
          }
          progress.packageScanned(
              read.planned().ref().name(), read.planned().bytesIn(ReadMode.HEADERS));
        });
    return findings;
  }

  private ScanOutcome scan(PlannedPackage planned) {
    if (!algorithms.equals(Set.of(HashAlgorithm.SHA256))) {
      return scan(planned, ReadMode.PAYLOAD);
    }
    ScanOutcome outcome = scan(planned, ReadMode.HEADERS);
    boolean forDigests =
        outcome instanceof ScanOutcome.Scanned scanned
            && !scanned.contents().findings().isEmpty()
            && scanned.contents().findings().stream().allMatch(FileLists::isAboutHeaderDigests);
    return forDigests ? scan(planned, ReadMode.PAYLOAD) : outcome;
  }

  private ScanOutcome scan(PlannedPackage planned, ReadMode mode) {
    SourceTrust trust = plan.sources().get(planned.source()).trust();
    return new PackageScanner(mode, algorithms, selection, trust.policy())
        .scan(planned.ref(), trust.metadata());
  }

  private static boolean isAboutHeaderDigests(Finding finding) {
    FindingKind kind = finding.kind();
    return kind == FindingKind.NO_DIGEST
        || kind == FindingKind.WEAK_DIGEST
        || kind == FindingKind.OTHER_ALGORITHM;
  }

  private record Read(PlannedPackage planned, ScanOutcome outcome) {}
}
