package io.github.imaallowlist.toolkit.generate;

import io.github.imaallowlist.allowlist.AllowlistBuilder;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.model.MeasuredFile;
import io.github.imaallowlist.rpm.ScannedPackage;
import io.github.imaallowlist.rpm.SymbolicLink;
import io.github.imaallowlist.rpm.Unmeasured;
import io.github.imaallowlist.rpm.finding.Finding;
import io.github.imaallowlist.rpm.imasignature.FileSignatureCounts;
import io.github.imaallowlist.rpm.repository.PackageFolder;
import io.github.imaallowlist.rpm.repository.PackageSelection.Reason;
import io.github.imaallowlist.rpm.repository.PackageSource;
import io.github.imaallowlist.rpm.repository.Repository;
import io.github.imaallowlist.rpm.repository.StoredScans;
import io.github.imaallowlist.rpm.scan.ScanOutcome;
import io.github.imaallowlist.rpm.trust.Proof;
import io.github.imaallowlist.toolkit.cache.CacheSummary;
import io.github.imaallowlist.toolkit.cache.OpenedCache;
import io.github.imaallowlist.toolkit.filter.ListFilter;
import io.github.imaallowlist.toolkit.source.PlannedPackage;
import io.github.imaallowlist.toolkit.source.SourcePlan;
import io.github.imaallowlist.toolkit.update.Updates;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Adds up what was read, and hands it on to the allowlist. Used by one thread. */
final class ScanTally {
  private final SourcePlan plan;
  private final AllowlistBuilder allowlist;
  private final Optional<ListFilter> filter;
  private final Optional<OpenedCache> cache;
  private final Updates updates;
  private final long[] packagesOfSource;
  private final long[] filesOfSource;
  private final Map<Reason, Integer> deselected = new EnumMap<>(Reason.class);
  private final Map<Proof, Long> proofs = new HashMap<>();
  private final List<Finding> findings;
  private Unmeasured unmeasured = new Unmeasured(0, 0, 0, 0);
  private long packagesRead;
  private long packagesFromCache;
  private long bytesRead;
  private long weakHeaderDigests;
  private FileSignatureCounts fileSignatures = FileSignatureCounts.NONE;
  private Optional<Instant> judgedAnewAt = Optional.empty();

  ScanTally(
      SourcePlan plan,
      AllowlistBuilder allowlist,
      Optional<ListFilter> filter,
      Optional<OpenedCache> cache,
      Updates updates) {
    this.plan = plan;
    this.allowlist = allowlist;
    this.filter = filter;
    this.cache = cache;
    this.updates = updates;
    this.packagesOfSource = new long[plan.sources().size()];
    this.filesOfSource = new long[plan.sources().size()];
    this.deselected.putAll(plan.deselected());
    this.findings = new ArrayList<>(plan.findings());
    plan.there().forEach(one -> updates.there(one.planned().ref(), one.id()));
  }

  /**
   * @param bytes how much was read for it
   */
  void add(PlannedPackage planned, ScanOutcome outcome, long bytes) throws IOException {
    if (outcome instanceof ScanOutcome.Deselected notWanted) {
      deselected.merge(notWanted.reason(), 1, Integer::sum);
    } else if (outcome instanceof ScanOutcome.Scanned scanned) {
      packagesRead++;
      packagesFromCache += scanned.fromCache() ? 1 : 0;
      bytesRead += bytes;
      add(planned.source(), scanned);
    }
  }

  private void add(int source, ScanOutcome.Scanned scanned) throws IOException {
    ScannedPackage contents = scanned.contents();
    if (!contents.findings().isEmpty()) {
      findings.addAll(contents.findings());
      updates.there(scanned.ref(), contents.id());
      return;
    }
    plan.sources()
        .get(source)
        .trust()
        .policy()
        .judgedAnewAt(contents)
        .filter(time -> judgedAnewAt.isEmpty() || time.isBefore(judgedAnewAt.get()))
        .ifPresent(time -> judgedAnewAt = Optional.of(time));
    OptionalInt owner = updates.owner(scanned.ref(), contents.id(), contents.files().size());
    if (owner.isEmpty()) {
      addFiles(contents.files(), updates.revoked(scanned.ref(), contents.id()));
      return;
    }
    packagesOfSource[source]++;
    proofs.merge(scanned.proof(), 1L, Long::sum);
    filesOfSource[source] += contents.files().size();
    unmeasured = unmeasured.plus(contents.unmeasured());
    fileSignatures = fileSignatures.plus(contents.fileSignatures());
    if (contents.headerAlgorithm().filter(HashAlgorithm::isWeak).isPresent()) {
      weakHeaderDigests++;
    }
    addFiles(contents.files(), owner.getAsInt());
    for (SymbolicLink link : contents.links()) {
      allowlist.addLink(link.path(), link.target());
    }
  }

  private void addFiles(List<MeasuredFile> files, int owner) throws IOException {
    Optional<int[]> groups = filter.map(by -> by.groupsOf(files));
    for (int i = 0; i < files.size(); i++) {
      MeasuredFile file = files.get(i);
      int group = groups.isPresent() ? groups.get()[i] : AllowlistBuilder.ALWAYS_KEPT;
      if (!updates.isRevoked(file.digests())) {
        allowlist.add(file.path(), file.digests(), group, owner);
      }
    }
  }

  void addFindings(List<Finding> more) {
    findings.addAll(more);
  }

  List<SourceSummary> sources() {
    List<SourceSummary> summaries = new ArrayList<>();
    for (int i = 0; i < packagesOfSource.length; i++) {
      PackageSource source = plan.sources().get(i).source();
      summaries.add(
          new SourceSummary(
              source.name(),
              kindOf(source),
              source.repomd().map(repomd -> repomd.digest().hex()),
              source.repomd().flatMap(repomd -> repomd.revision()),
              packagesOfSource[i],
              filesOfSource[i]));
    }
    return summaries;
  }

  private static String kindOf(PackageSource source) {
    if (source instanceof Repository) {
      return "repository";
    }
    if (source instanceof StoredScans) {
      return "cache";
    }
    return source instanceof PackageFolder ? "folder" : "package";
  }

  /** Sorted. */
  List<Finding> findings() {
    return findings.stream().sorted().toList();
  }

  Map<Reason, Integer> deselected() {
    return Collections.unmodifiableMap(deselected);
  }

  Unmeasured unmeasured() {
    return unmeasured;
  }

  long packagesRead() {
    return packagesRead;
  }

  /** Of these, those that were read before. */
  long packagesFromCache() {
    return packagesFromCache;
  }

  /** What was had of the cache so far. */
  Optional<CacheSummary> cache() {
    return cache.map(OpenedCache::summary);
  }

  /** Packages that are in the allowlist. */
  long packagesTaken() {
    long sum = 0;
    for (long packages : packagesOfSource) {
      sum += packages;
    }
    return sum;
  }

  long bytesRead() {
    return bytesRead;
  }

  /** Of the packages that are in the allowlist. */
  ProofCounts proofs() {
    return ProofCounts.of(proofs.entrySet().stream());
  }

  long weakHeaderDigests() {
    return weakHeaderDigests;
  }

  FileSignatureCounts fileSignatures() {
    return fileSignatures;
  }

  /** When the first of the packages may have to be judged otherwise for the time alone. */
  Optional<Instant> judgedAnewAt() {
    return judgedAnewAt;
  }
}
