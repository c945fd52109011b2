package io.github.imaallowlist.toolkit.generate;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.format.Edition;
import io.github.imaallowlist.format.Validity;
import io.github.imaallowlist.model.PackageId;
import io.github.imaallowlist.rpm.finding.Finding;
import io.github.imaallowlist.rpm.finding.FindingKind;
import io.github.imaallowlist.rpm.repository.PackageRef;
import io.github.imaallowlist.rpm.repository.PackageSelection;
import io.github.imaallowlist.rpm.repository.PackageSelection.Reason;
import io.github.imaallowlist.rpm.repository.PackageSource;
import io.github.imaallowlist.rpm.repository.SourceListing;
import io.github.imaallowlist.rpm.repository.Sources;
import io.github.imaallowlist.rpm.scan.PackageScanner;
import io.github.imaallowlist.rpm.scan.ParallelScan;
import io.github.imaallowlist.rpm.trust.TrustPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What there is to read: the sources' packages as far as they were asked for, and what the sources
 * themselves do not agree in.
 *
 * @param sources in the order of the request
 * @param trust of each source
 * @param packages to read; of those that no metadata describes, the header decides later
 * @param deselected packages that were not asked for, by the reason; no zeros
 */
record SourcePlan(
    List<PackageSource> sources,
    List<SourceTrust> trust,
    List<PlannedPackage> packages,
    Map<Reason, Integer> deselected,
    List<Finding> findings) {

  /**
   * Opens and lists sources.
   *
   * @throws AllowlistException if there is no such source, or nothing vouches for it that must
   */
  static SourcePlan of(List<Path> paths, TrustPolicy policy, PackageSelection selection, int jobs)
      throws IOException, AllowlistException {
    List<PackageSource> sources = new ArrayList<>();
    List<SourceTrust> trust = new ArrayList<>();
    for (Path path : paths) {
      PackageSource source = Sources.open(path);
      sources.add(source);
      trust.add(SourceTrust.of(source, policy));
    }
    List<PlannedPackage> described = new ArrayList<>();
    List<PlannedPackage> undescribed = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    for (int source = 0; source < sources.size(); source++) {
      SourceListing listing = sources.get(source).list();
      for (PackageRef ref : listing.packages()) {
        (ref.id().isPresent() ? described : undescribed).add(new PlannedPackage(source, ref));
      }
      findings.addAll(findingsOf(listing, selection));
    }
    return select(sources, trust, described, undescribed, findings, selection, jobs);
  }

  private static SourcePlan select(
      List<PackageSource> sources,
      List<SourceTrust> trust,
      List<PlannedPackage> described,
      List<PlannedPackage> undescribed,
      List<Finding> findings,
      PackageSelection selection,
      int jobs)
      throws IOException {
    List<Identified> candidates = new ArrayList<>();
    described.forEach(planned -> candidates.add(new Identified(planned, planned.ref().id())));
    List<PlannedPackage> packages = new ArrayList<>();
    if (selection.newest()) {
      // The newest can be told only when all are known. One without an identity is read later,
      // which says why it has none.
      ParallelScan.run(
          undescribed,
          PlannedPackage::size,
          jobs,
          Identified::byHeader,
          one -> {
            if (one.id().isPresent()) {
              candidates.add(one);
            } else {
              packages.add(one.planned());
            }
          });
    } else {
      packages.addAll(undescribed);
    }
    PackageSelection.Selected<Identified> selected =
        selection.select(candidates, one -> one.id().orElseThrow());
    selected.kept().forEach(one -> packages.add(one.planned()));
    Map<Reason, Integer> deselected = new EnumMap<>(Reason.class);
    deselected.putAll(selected.leftOut());
    return new SourcePlan(sources, trust, packages, deselected, findings);
  }

  private record Identified(PlannedPackage planned, Optional<PackageId> id) {
    static Identified byHeader(PlannedPackage planned) {
      return new Identified(planned, PackageScanner.identify(planned.ref()));
    }
  }

  private static List<Finding> findingsOf(SourceListing listing, PackageSelection selection) {
    List<Finding> findings = new ArrayList<>();
    for (PackageRef ref : listing.missing()) {
      if (isWanted(ref, selection)) {
        findings.add(
            finding(FindingKind.MISSING_PACKAGE, ref, "it is listed, and there is no such file"));
      }
    }
    for (PackageRef ref : listing.weak()) {
      if (isWanted(ref, selection)) {
        String algorithm =
            ref.checksum().map(digest -> digest.algorithm().kernelName()).orElse("no checksum");
        findings.add(
            finding(FindingKind.WEAK_CHECKSUM, ref, "the metadata vouches for it by " + algorithm));
      }
    }
    listing
        .stray()
        .forEach(
            path ->
                findings.add(
                    new Finding(
                        FindingKind.STRAY_PACKAGE,
                        path.toString(),
                        Optional.empty(),
                        Optional.empty(),
                        "it is in the repository's folder, and the metadata does not list it")));
    return findings;
  }

  private static boolean isWanted(PackageRef ref, PackageSelection selection) {
    return ref.id().map(selection::accepts).orElse(true);
  }

  private static Finding finding(FindingKind kind, PackageRef ref, String detail) {
    return new Finding(kind, ref.name(), ref.id(), Optional.empty(), detail);
  }

  /** In the files of all packages, as far as known. */
  long bytes() {
    return packages.stream().mapToLong(PlannedPackage::size).sum();
  }

  /**
   * @throws io.github.imaallowlist.rpm.repository.SourceChangedException if what was read does not
   *     belong together
   */
  void ensureUnchanged() throws IOException {
    for (PackageSource source : sources) {
      source.ensureUnchanged();
    }
  }

  /** What tells the list of these sources from older ones. */
  Edition edition(Optional<Instant> timestamp, Optional<Validity> validity) {
    return new Edition(
        timestamp,
        validity,
        sources.stream()
            .map(source -> source.repomd().flatMap(repomd -> repomd.revision()))
            .toList());
  }

  /** The latest time that the sources' metadata gives, in seconds since 1970. */
  OptionalLong latestTimestamp() {
    return sources.stream()
        .flatMap(source -> source.repomd().stream())
        .flatMapToLong(repomd -> repomd.primary().timestamp().stream())
        .max();
  }
}
