package io.github.imaallowlist.toolkit.generate;

import io.github.imaallowlist.allowlist.AllowlistBuilder;
import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.rpm.ReadMode;
import io.github.imaallowlist.rpm.imasignature.ImaKeyring;
import io.github.imaallowlist.rpm.scan.MetadataScan;
import io.github.imaallowlist.rpm.scan.PackageScanner;
import io.github.imaallowlist.rpm.scan.ParallelScan;
import io.github.imaallowlist.rpm.scan.ScanOutcome;
import io.github.imaallowlist.toolkit.ProgressListener;
import io.github.imaallowlist.toolkit.ProgressListener.Phase;
import io.github.imaallowlist.toolkit.cache.OpenedCache;
import io.github.imaallowlist.toolkit.filter.ListFilter;
import io.github.imaallowlist.toolkit.source.PlannedPackage;
import io.github.imaallowlist.toolkit.source.PlannedSource;
import io.github.imaallowlist.toolkit.source.SourcePlan;
import io.github.imaallowlist.toolkit.source.SourceTrust;
import io.github.imaallowlist.toolkit.update.Updates;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Reads the packages of a plan, or what metadata says of their files, into an allowlist. */
final class SourceScan {
  private final AllowlistRequest request;
  private final SourcePlan plan;
  private final ImaKeyring imaKeyring;
  private final Optional<OpenedCache> cache;
  private final ProgressListener progress;

  /**
   * @param imaKeyring verifies the files' IMA signatures
   * @param cache has results of packages, and keeps them
   */
  SourceScan(
      AllowlistRequest request,
      SourcePlan plan,
      ImaKeyring imaKeyring,
      Optional<OpenedCache> cache,
      ProgressListener progress) {
    this.request = request;
    this.plan = plan;
    this.imaKeyring = imaKeyring;
    this.cache = cache;
    this.progress = progress;
  }

  /**
   * @param filter sorts the files into groups, if they are to be sorted
   * @param updates says which packages they are from, and which are revoked
   */
  ScanTally into(AllowlistBuilder allowlist, Optional<ListFilter> filter, Updates updates)
      throws IOException, AllowlistException {
    ScanTally tally = new ScanTally(plan, allowlist, filter, cache, updates);
    progress.phase(Phase.SCAN);
    progress.scanStarted(plan.packages().size(), plan.bytesIn(request.source().readMode()));
    if (request.source().readMode() == ReadMode.METADATA) {
      scanMetadata(tally);
    } else {
      scanPackages(tally);
    }
    return tally;
  }

  private void scanMetadata(ScanTally tally) throws IOException, AllowlistException {
    for (PlannedSource planned : plan.sources()) {
      MetadataScan.ensurePossible(planned.source());
    }
    for (int source = 0; source < plan.sources().size(); source++) {
      int number = source;
      PlannedSource planned = plan.sources().get(source);
      MetadataScan scan =
          new MetadataScan(
              request.list().algorithms(), planned.trust().policy(), planned.trust().metadata());
      tally.addFindings(
          scan.run(
              planned.source(),
              planned.listing(),
              plan.packagesOf(source),
              outcome -> {
                tally.add(new PlannedPackage(number, outcome.ref()), outcome, 0);
                progress.packageScanned(outcome.ref().name(), 0);
              }));
    }
  }

  private void scanPackages(ScanTally tally) throws IOException {
    List<PackageScanner> scanners = plan.sources().stream().map(this::scanner).toList();
    ParallelScan.run(
        plan.packages(),
        planned -> scanners.get(planned.source()).workOf(planned.ref(), planned.size()),
        request.source().jobs(),
        planned -> {
          SourceTrust trust = plan.sources().get(planned.source()).trust();
          PackageScanner scanner = scanners.get(planned.source());
          return new Read(planned, scanner.scan(planned.ref(), trust.metadata()));
        },
        read -> {
          long bytes = read.planned().bytesIn(request.source().readMode());
          tally.add(read.planned(), read.outcome(), bytesRead(read, bytes));
          progress.packageScanned(read.planned().ref().name(), bytes);
        });
  }

  /** A package that metadata names by its checksum is not looked at; another one is, for that. */
  private static long bytesRead(Read read, long bytes) {
    boolean untouched =
        read.outcome() instanceof ScanOutcome.Scanned scanned
            && scanned.fromCache()
            && read.planned().ref().checksum().isPresent();
    return untouched ? 0 : bytes;
  }

  private PackageScanner scanner(PlannedSource planned) {
    return new PackageScanner(
        request.source().readMode(),
        request.list().algorithms(),
        request.source().selection(),
        planned.trust().policy(),
        imaKeyring,
        cache.flatMap(OpenedCache::use));
  }

  private record Read(PlannedPackage planned, ScanOutcome outcome) {}
}
