package io.github.imaallowlist.toolkit.generate;

import io.github.imaallowlist.allowlist.AllowlistBuilder;
import io.github.imaallowlist.allowlist.AllowlistCounts;
import io.github.imaallowlist.allowlist.BackgroundSink;
import io.github.imaallowlist.allowlist.PackageOwners;
import io.github.imaallowlist.allowlist.SortedAllowlist;
import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.format.AllowlistWriter;
import io.github.imaallowlist.format.Edition;
import io.github.imaallowlist.format.ExcludePattern;
import io.github.imaallowlist.format.PolicySettings;
import io.github.imaallowlist.format.UnmatchablePaths;
import io.github.imaallowlist.format.Validity;
import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.rpm.repository.PackageSelection.Reason;
import io.github.imaallowlist.signing.ByteSource;
import io.github.imaallowlist.toolkit.PolicyFile;
import io.github.imaallowlist.toolkit.ProgressListener;
import io.github.imaallowlist.toolkit.ProgressListener.Phase;
import io.github.imaallowlist.toolkit.SignedBy;
import io.github.imaallowlist.toolkit.cache.OpenedCache;
import io.github.imaallowlist.toolkit.filter.FilterDecision;
import io.github.imaallowlist.toolkit.filter.FilterSummary;
import io.github.imaallowlist.toolkit.filter.FilterTally;
import io.github.imaallowlist.toolkit.filter.ListFilter;
import io.github.imaallowlist.toolkit.output.SpoolFile;
import io.github.imaallowlist.toolkit.source.RepositoryNames;
import io.github.imaallowlist.toolkit.source.SourcePlan;
import io.github.imaallowlist.toolkit.update.UpdateSummary;
import io.github.imaallowlist.toolkit.update.Updates;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that was read of the sources, merged: a list that can be written. For one thread.
 *
 * <p>It fails closed: with findings it is not to be written, unless the request says otherwise.
 */
public final class ScannedSources implements Closeable {
  private final AllowlistRequest request;
  private final Optional<String> repomdSha256;
  private final AllowlistBuilder builder;
  private final Optional<ListFilter> filter;
  private final Updates updates;
  private final BasePolicy base;
  private final PolicySettings settings;
  private final ScanTally tally;
  private final ProgressListener progress;
  private Optional<Merged> merged = Optional.empty();

  private ScannedSources(
      AllowlistRequest request,
      Optional<String> repomdSha256,
      AllowlistBuilder builder,
      Optional<ListFilter> filter,
      Updates updates,
      BasePolicy base,
      PolicySettings settings,
      ScanTally tally,
      ProgressListener progress) {
    this.request = request;
    this.repomdSha256 = repomdSha256;
    this.builder = builder;
    this.filter = filter;
    this.updates = updates;
    this.base = base;
    this.settings = settings;
    this.tally = tally;
    this.progress = progress;
  }

  static ScannedSources scan(
      AllowlistRequest request,
      SourcePlan plan,
      FileSignatureKeys keys,
      Optional<OpenedCache> cache,
      List<ExcludePattern> excludes,
      Optional<String> repomdSha256,
      ProgressListener progress)
      throws IOException, AllowlistException {
    AllowlistBuilder builder = new AllowlistBuilder(request.temporaryFolder());
    Optional<ListFilter> filter = Optional.empty();
    Optional<Updates> opened = Optional.empty();
    try {
      List<String> names = RepositoryNames.of(request.list().updates().repositoryName(), plan);
      Updates updates =
          Updates.open(
              request.list().updates(),
              request.source().selection(),
              names,
              builder,
              request.temporaryFolder());
      opened = Optional.of(updates);
      filter = openFilter(request, plan);
      Optional<Instant> time = time(request.list(), plan);
      requireNoOlder(request.list(), plan, time, names);
      BasePolicy base = BasePolicy.read(request, updates, builder);
      PolicySettings settings =
          keys.addTo(
              base.settings(), request.list().base().map(Path::toString).orElse("the policy"));
      ScanTally tally =
          new SourceScan(request, plan, keys.keyring(), cache, progress)
              .into(builder, filter, updates);
      plan.ensureUnchanged();
      requireContents(tally);
      return new ScannedSources(
          request,
          repomdSha256,
          builder,
          filter,
          updates,
          base,
          settings.withExcludes(excludes).withTimestamp(time.map(Instant::toString)),
          tally,
          progress);
    } catch (IOException | AllowlistException | RuntimeException e) {
      close(builder, filter, opened);
      throw e;
    }
  }

  private static Optional<ListFilter> openFilter(AllowlistRequest request, SourcePlan plan)
      throws IOException, AllowlistException {
    return request.filter().isEmpty()
        ? Optional.empty()
        : Optional.of(
            ListFilter.open(
                request.filter().get(), plan, request.source().jobs(), request.temporaryFolder()));
  }

  /** Whether the list is to be written in spite of what was found, if anything was. */
  public boolean isToBeWritten() {
    return tally.findings().isEmpty()
        || (request.list().allowIncomplete() && tally.packagesTaken() > 0);
  }

  /**
   * Writes the list. It may be written again: but for the validity it has the same bytes then.
   *
   * @param spool gets it
   */
  public WrittenList write(SpoolFile spool, Optional<Validity> validity)
      throws IOException, AllowlistException {
    progress.phase(Phase.WRITE);
    Merged list = merge();
    AllowlistWriter writer =
        request.list().format().open(spool.out(), list.settings(), list.allowlist().newSpool());
    Optional<FilterTally> filterTally = list.decision().map(FilterDecision::tally);
    AllowlistCounts counts = writeEntries(list.allowlist(), filterTally, writer);
    Optional<FilterSummary> filtered = filterTally.map(one -> one.summary(list.settings()));
    writer.finish(
        ProvenanceOf.run(
            request,
            base,
            tally,
            sources(),
            counts,
            writer.unmatchable(),
            validity,
            filtered,
            updates.provenance(list.owners())));
    return new WrittenList(
        counts,
        filtered,
        writer.unmatchable(),
        list.decision(),
        updates.summary(list.owners()),
        new ListLife(staysUntil(list.owners(), validity), tally.judgedAnewAt()));
  }

  private static AllowlistCounts writeEntries(
      SortedAllowlist allowlist, Optional<FilterTally> tally, AllowlistWriter writer)
      throws IOException {
    try (BackgroundSink sink = new BackgroundSink(writer)) {
      AllowlistCounts counts =
          tally.isPresent() ? tally.get().forEach(allowlist, sink) : allowlist.forEach(sink);
      sink.finish();
      return counts;
    }
  }

  /** While more than half of its validity is left, and nothing of it is dropped for its age. */
  private Optional<Instant> staysUntil(PackageOwners owners, Optional<Validity> validity) {
    Optional<Instant> renewed =
        validity.map(
            one -> one.expires().minus(Duration.between(one.issued(), one.expires()).dividedBy(2)));
    Optional<Duration> keep = request.list().updates().keepRemoved();
    Stream<Instant> dropped =
        keep.stream()
            .flatMap(
                time ->
                    owners.packages().stream()
                        .flatMap(one -> one.removed().stream())
                        .map(removed -> removed.plus(time)));
    return Stream.concat(renewed.stream(), dropped).min(Comparator.naturalOrder());
  }

  private Merged merge() throws IOException, AllowlistException {
    if (merged.isEmpty()) {
      updates.addPrevious(builder);
      merged = Optional.of(filter.isPresent() ? cut(filter.get()) : whole());
    }
    return merged.get();
  }

  private Merged whole() throws IOException {
    PackageOwners owners = updates.owners();
    return new Merged(builder.finish(new BitSet(), owners), owners, settings, Optional.empty());
  }

  private Merged cut(ListFilter by) throws IOException, AllowlistException {
    FilterDecision decision = by.decide();
    // The IMA policy is logged when it is loaded, as any file is that the kernel reads.
    List<FileDigest> digests = decision.policyDigests(request.list().algorithms());
    if (!updates.isRevoked(digests)) {
      builder.add(decision.policyPath(), digests);
    }
    PackageOwners owners = updates.owners();
    return new Merged(
        builder.finish(decision.leftOutGroups(), owners),
        owners,
        decision.withBuffers(settings, request.list().algorithms()),
        Optional.of(decision));
  }

  private record Merged(
      SortedAllowlist allowlist,
      PackageOwners owners,
      PolicySettings settings,
      Optional<FilterDecision> decision) {}

  private List<SourceSummary> sources() {
    return repomdSha256.isEmpty()
        ? tally.sources()
        : tally.sources().stream()
            .map(source -> source.withRepomdSha256(repomdSha256.get()))
            .toList();
  }

  /** What there is to say of a list that was not written. */
  public GenerateResult result() {
    return result(
        Optional.empty(),
        Optional.empty(),
        UnmatchablePaths.NONE,
        SignedBy.NOBODY,
        UpdateSummary.NONE);
  }

  /** What there is to say of one that was. */
  public GenerateResult result(WrittenList list, SignedBy signedBy) {
    return result(
        Optional.of(list.counts()), list.filter(), list.unmatchable(), signedBy, list.updates());
  }

  private GenerateResult result(
      Optional<AllowlistCounts> counts,
      Optional<FilterSummary> filtered,
      UnmatchablePaths unmatchable,
      SignedBy signedBy,
      UpdateSummary updated) {
    return new GenerateResult(
        sources(),
        tally.packagesRead(),
        tally.bytesRead(),
        tally.deselected(),
        tally.unmeasured(),
        tally.proofs(),
        tally.weakHeaderDigests(),
        new FileSignatureSummary(
            !request.fileSignatures().certificates().isEmpty(), tally.fileSignatures()),
        counts,
        filtered,
        unmatchable,
        tally.findings(),
        tally.cache(),
        tally.packagesFromCache(),
        signedBy,
        updated);
  }

  /** A repository that was put back to an older state has good signatures all the same. */
  private static void requireNoOlder(
      ListRequest list, SourcePlan plan, Optional<Instant> time, List<String> names)
      throws IOException, AllowlistException {
    if (list.notOlderThan().isEmpty()) {
      return;
    }
    Path earlier = list.notOlderThan().get();
    Edition edition = PolicyFile.read(ByteSource.of(earlier), entry -> {}).edition();
    Optional<String> older = plan.edition(time, list.validity(), names).refusalAfter(edition);
    if (older.isPresent()) {
      throw new AllowlistException(
          ExitCode.NO_TRUST,
          "the list would be older than %s: %s".formatted(earlier, older.get()),
          "Find out who put the repository back; leave --not-older-than out if it is meant.");
    }
  }

  /** An empty list would make every host fail, or be taken for a list that allows nothing. */
  private static void requireContents(ScanTally tally) throws AllowlistException {
    if (tally.packagesTaken() == 0 && tally.findings().isEmpty()) {
      throw new AllowlistException(
          ExitCode.USAGE,
          "no package is left to make a list of" + inWords(tally.deselected()),
          "Look at --arch, --include and --exclude; source packages need --source-packages.");
    }
  }

  /** Such as {@code "; 2 packages: source packages, which no host runs"}. */
  private static String inWords(Map<Reason, Integer> deselected) {
    StringBuilder words = new StringBuilder();
    deselected.forEach(
        (reason, packages) ->
            words.append("; ").append(packages).append(" are ").append(Reasons.inWords(reason)));
    return words.toString();
  }

  /** Never the clock's: the same input gives the same bytes. */
  private static Optional<Instant> time(ListRequest list, SourcePlan plan) {
    return list.sourceDate().or(() -> SourcePlan.timeOf(plan.latestTimestamp()));
  }

  private static void close(
      AllowlistBuilder builder, Optional<ListFilter> filter, Optional<Updates> updates)
      throws IOException {
    try (builder) {
      if (updates.isPresent()) {
        updates.get().close();
      }
      if (filter.isPresent()) {
        filter.get().close();
      }
    }
  }

  @Override
  public void close() throws IOException {
    close(builder, filter, Optional.of(updates));
  }
}
