package io.github.imaallowlist.toolkit.source;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.format.Edition;
import io.github.imaallowlist.format.Validity;
import io.github.imaallowlist.rpm.ReadMode;
import io.github.imaallowlist.rpm.finding.Finding;
import io.github.imaallowlist.rpm.repository.OpenedSource;
import io.github.imaallowlist.rpm.repository.PackageRef;
import io.github.imaallowlist.rpm.repository.PackageSelection;
import io.github.imaallowlist.rpm.repository.PackageSelection.Reason;
import io.github.imaallowlist.rpm.repository.SourceListing;
import io.github.imaallowlist.rpm.repository.SourceSettings;
import io.github.imaallowlist.rpm.repository.Sources;
import io.github.imaallowlist.rpm.repository.StoredScans;
import io.github.imaallowlist.rpm.scan.ParallelScan;
import io.github.imaallowlist.rpm.trust.TrustPolicy;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What there is to read: the sources' packages as far as they were asked for, and what the sources
 * themselves do not agree in.
 *
 * @param sources in the order of the request; a {@code .repo} file may give several
 * @param packages to read; of those that no metadata describes, the header decides later
 * @param notInstalled packages that were asked for, and that the host does not have
 * @param deselected packages that are not read, by the reason; no zeros
 */
public record SourcePlan(
    List<PlannedSource> sources,
    List<PlannedPackage> packages,
    List<IdentifiedPackage> notInstalled,
    Map<Reason, Integer> deselected,
    List<Finding> findings)
    implements Closeable {

  /**
   * Opens the sources and lists them; the caller closes the plan.
   *
   * @throws AllowlistException if there is no such source, or nothing vouches for it that must
   */
  public static SourcePlan of(
      List<String> names,
      SourceSettings settings,
      TrustPolicy policy,
      PackageSelection selection,
      int jobs)
      throws IOException, AllowlistException {
    return of(names, settings, policy, selection, jobs, Optional.empty());
  }

  /**
   * Opens the sources and lists them; the caller closes the plan.
   *
   * @param stored packages of which there is only what a cache has, as one more source
   * @throws AllowlistException if there is no such source, or nothing vouches for it that must
   */
  public static SourcePlan of(
      List<String> names,
      SourceSettings settings,
      TrustPolicy policy,
      PackageSelection selection,
      int jobs,
      Optional<StoredScans> stored)
      throws IOException, AllowlistException {
    List<OpenedSource> opened = new ArrayList<>();
    try {
      for (String name : names) {
        opened.addAll(Sources.open(name, settings));
      }
      stored.map(OpenedSource::of).ifPresent(opened::add);
      List<PlannedSource> sources = new ArrayList<>();
      for (OpenedSource source : opened) {
        sources.add(PlannedSource.of(source, policy));
      }
      return list(sources, selection, jobs);
    } catch (IOException | AllowlistException | RuntimeException e) {
      close(opened, e);
      throw e;
    }
  }

  private static void close(List<OpenedSource> opened, Exception failure) {
    for (OpenedSource source : opened) {
      try {
        source.close();
      } catch (IOException e) {
        failure.addSuppressed(e);
      }
    }
  }

  /**
   * Opens and lists a repository on this machine whose signature is about to be made anew; the
   * caller closes the plan.
   *
   * @throws AllowlistException if nothing vouches for it that must
   */
  public static SourcePlan ofUnpublished(
      Path repository, TrustPolicy policy, PackageSelection selection, int jobs)
      throws IOException, AllowlistException {
    List<OpenedSource> opened = Sources.open(repository.toString(), SourceSettings.defaults());
    try {
      if (opened.size() != 1) {
        throw new IllegalArgumentException(repository + " is not one repository");
      }
      return list(List.of(PlannedSource.ofUnpublished(opened.get(0), policy)), selection, jobs);
    } catch (IOException | AllowlistException | RuntimeException e) {
      close(opened, e);
      throw e;
    }
  }

  private static SourcePlan list(List<PlannedSource> sources, PackageSelection selection, int jobs)
      throws IOException {
    List<PlannedPackage> described = new ArrayList<>();
    List<PlannedPackage> undescribed = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    for (int source = 0; source < sources.size(); source++) {
      for (PackageRef ref : sources.get(source).listing().packages()) {
        (ref.id().isPresent() ? described : undescribed).add(new PlannedPackage(source, ref));
      }
      findings.addAll(SourceFindings.of(sources.get(source).listing(), selection));
      if (sources.get(source).source() instanceof StoredScans stored) {
        findings.addAll(SourceFindings.of(stored));
      }
    }
    return new SourcePlan(sources, described, List.of(), Map.of(), findings)
        .select(undescribed, selection, jobs);
  }

  /** Of the described packages in this plan, and of others, those that are wanted. */
  private SourcePlan select(List<PlannedPackage> undescribed, PackageSelection selection, int jobs)
      throws IOException {
    List<IdentifiedPackage> candidates = new ArrayList<>();
    packages.forEach(planned -> candidates.add(new IdentifiedPackage(planned, planned.ref().id())));
    List<PlannedPackage> wanted = new ArrayList<>();
    if (selection.newest()) {
      // The newest can be told only when all are known. One without an identity is read later,
      // which says why it has none.
      ParallelScan.run(
          undescribed,
          PlannedPackage::size,
          jobs,
          IdentifiedPackage::of,
          one -> {
            if (one.id().isPresent()) {
              candidates.add(one);
            } else {
              wanted.add(one.planned());
            }
          });
    } else {
      wanted.addAll(undescribed);
    }
    PackageSelection.Selected<IdentifiedPackage> selected =
        selection.select(candidates, one -> one.id().orElseThrow());
    selected.kept().forEach(one -> wanted.add(one.planned()));
    Map<Reason, Integer> leftOut = new EnumMap<>(Reason.class);
    leftOut.putAll(selected.leftOut());
    return new SourcePlan(sources, wanted, List.of(), leftOut, findings);
  }

  /** The packages to read of one source. */
  public List<PackageRef> packagesOf(int source) {
    return packages.stream()
        .filter(planned -> planned.source() == source)
        .map(PlannedPackage::ref)
        .toList();
  }

  /**
   * Packages that the sources have, though they may not come to be read: those that are planned,
   * have a weak checksum or no file, or are not installed on the host. Not one that is not planned
   * as its name or architecture was not asked for, or as there is a newer one.
   */
  public Stream<IdentifiedPackage> there() {
    Stream<IdentifiedPackage> planned =
        packages.stream().map(one -> new IdentifiedPackage(one, one.ref().id()));
    Stream<IdentifiedPackage> unreadable =
        IntStream.range(0, sources.size()).boxed().flatMap(this::unreadable);
    return Stream.of(planned, unreadable, notInstalled.stream())
        .flatMap(all -> all)
        .filter(one -> one.id().isPresent());
  }

  private Stream<IdentifiedPackage> unreadable(int source) {
    SourceListing listing = sources.get(source).listing();
    return Stream.concat(listing.weak().stream(), listing.missing().stream())
        .map(ref -> new IdentifiedPackage(new PlannedPackage(source, ref), ref.id()));
  }

  /** What is to be read of all packages, as far as known. */
  public long bytesIn(ReadMode mode) {
    return packages.stream().mapToLong(planned -> planned.bytesIn(mode)).sum();
  }

  /**
   * @throws io.github.imaallowlist.rpm.repository.SourceChangedException if what was read does not
   *     belong together
   */
  public void ensureUnchanged() throws IOException {
    for (PlannedSource planned : sources) {
      planned.source().ensureUnchanged();
    }
  }

  /**
   * What tells the list of these sources from older ones.
   *
   * @param names what they are called
   */
  public Edition edition(
      Optional<Instant> timestamp, Optional<Validity> validity, List<String> names) {
    return new Edition(
        timestamp,
        validity,
        sources.stream()
            .map(planned -> planned.source().repomd().flatMap(repomd -> repomd.revision()))
            .toList(),
        names);
  }

  /** The latest time that the sources' metadata gives, in seconds since 1970. */
  public OptionalLong latestTimestamp() {
    return sources.stream()
        .flatMap(planned -> planned.source().repomd().stream())
        .flatMapToLong(repomd -> repomd.primary().timestamp().stream())
        .max();
  }

  /** A time that metadata give, in seconds since 1970. */
  public static Optional<Instant> timeOf(OptionalLong timestamp) {
    return timestamp.isPresent()
        ? Optional.of(Instant.ofEpochSecond(timestamp.getAsLong()))
        : Optional.empty();
  }

  @Override
  public void close() throws IOException {
    for (PlannedSource planned : sources) {
      planned.opened().close();
    }
  }
}
