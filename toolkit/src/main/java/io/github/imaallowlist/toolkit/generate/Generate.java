package io.github.imaallowlist.toolkit.generate;

import io.github.imaallowlist.allowlist.AllowlistBuilder;
import io.github.imaallowlist.allowlist.PackageOwners;
import io.github.imaallowlist.allowlist.SortedAllowlist;
import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.format.Edition;
import io.github.imaallowlist.format.ExcludePattern;
import io.github.imaallowlist.format.PolicySettings;
import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.rpm.ReadMode;
import io.github.imaallowlist.rpm.imasignature.ImaKeyring;
import io.github.imaallowlist.rpm.repository.PackageSelection.Reason;
import io.github.imaallowlist.rpm.repository.SourceChangedException;
import io.github.imaallowlist.rpm.repository.StoredScans;
import io.github.imaallowlist.rpm.trust.Requirement;
import io.github.imaallowlist.signing.ByteSource;
import io.github.imaallowlist.toolkit.Failures;
import io.github.imaallowlist.toolkit.ListSigner;
import io.github.imaallowlist.toolkit.ProgressListener;
import io.github.imaallowlist.toolkit.ProgressListener.Phase;
import io.github.imaallowlist.toolkit.SigningRequest;
import io.github.imaallowlist.toolkit.cache.OpenedCache;
import io.github.imaallowlist.toolkit.filter.FilterDecision;
import io.github.imaallowlist.toolkit.filter.ListFilter;
import io.github.imaallowlist.toolkit.output.Destination;
import io.github.imaallowlist.toolkit.output.SpoolFile;
import io.github.imaallowlist.toolkit.source.OpenSources;
import io.github.imaallowlist.toolkit.source.SourcePlan;
import io.github.imaallowlist.toolkit.update.Updates;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes an allowlist: lists the sources, reads their packages, merges, writes and signs.
 *
 * <p>It fails closed: without proof of origin, with findings, or if a source changed while it was
 * read, nothing is written, unless the request says otherwise for the first two.
 */
public final class Generate {
  private Generate() {}

  /**
   * Makes the allowlist.
   *
   * @return what was made; with findings, and unless the request allows it, nothing was written
   * @throws AllowlistException if it cannot be made at all
   */
  public static GenerateResult run(GenerateRequest request, ProgressListener progress)
      throws AllowlistException {
    try {
      return make(request, progress);
    } catch (IOException e) {
      throw AllowlistPreparation.failure(e);
    }
  }

  private GenerateResult run() throws IOException, AllowlistException {
    List<ExcludePattern> excludes = excludePatterns();
    // What can fail without the packages fails first, and nobody waits for it: least of all to be
    // asked for a passphrase.
    request.output().destination().ensurePossible();
    if (request.output().signing().isPresent()) {
      request.output().destination().ensureNot(request.output().signing().get().files());
      ensureSignaturePossible(request.output().signing().get());
    }
    request.output().destination().ensureNot(request.fileSignatures().files());
    request.output().destination().ensureNot(request.trust().keyrings());
    request.output().destination().ensureNot(request.list().updates().files());
    requireWaysToProof();
    if (request.filter().isPresent()) {
      request.filter().get().ensurePossible(request.output().destination());
    }
    SpoolFile.ensurePossible(request.output().temporaryFolder());
    Optional<ListSigner> signer =
        request.output().signing().isPresent()
            ? Optional.of(request.output().signing().get().open())
            : Optional.empty();
    FileSignatureKeys fileSignatureKeys = FileSignatureKeys.read(request);
    Optional<OpenedCache> cache =
        request.source().cache().isPresent()
            ? Optional.of(OpenedCache.open(request.source().cache().get()))
            : Optional.empty();
    progress.phase(Phase.LIST);
    try (SourcePlan plan = OpenSources.plan(request.source(), request.trust());
        AllowlistBuilder allowlist = new AllowlistBuilder(request.output().temporaryFolder());
        Updates updates =
            Updates.open(request.list().updates(), allowlist, request.output().temporaryFolder());
        @Nullable ListFilter opened = openFilter(plan)) {
      Optional<ListFilter> filter = Optional.ofNullable(opened);
      requireNoOlder(plan);
      BasePolicy base = BasePolicy.read(request, updates, allowlist);
      PolicySettings unstamped =
          fileSignatureKeys.addTo(
              base.settings(), request.list().base().map(Path::toString).orElse("the policy"));
      ScanTally tally =
          new SourceScan(request, plan, fileSignatureKeys.keyring(), progress)
              .into(allowlist, filter, updates);
      plan.ensureUnchanged();
      AllowlistOutput output = new AllowlistOutput(request, signer, progress, updates);
      requireContents(tally);
      boolean incomplete = !tally.findings().isEmpty();
      if (incomplete && (!request.list().allowIncomplete() || tally.packagesTaken() == 0)) {
        return output.nothing(tally);
      }
      PolicySettings settings =
          unstamped.withExcludes(excludes).withTimestamp(time(plan).map(Instant::toString));
      updates.addPrevious(allowlist);
      PackageOwners owners = updates.owners();
      if (filter.isEmpty()) {
        SortedAllowlist all = allowlist.finish(new BitSet(), owners);
        return output.write(all, owners, settings, base, tally, Optional.empty());
      }
      FilterDecision decision = filter.get().decide();
      addPolicy(decision, allowlist, updates);
      return output.write(
          allowlist.finish(decision.leftOutGroups(), owners),
          owners,
          decision.withBuffers(settings, request.list().algorithms()),
          base,
          tally,
          Optional.of(decision));
    }
  }

  /** Without a source, what the cache has is the source. */
  private Optional<StoredScans> packagesOfCache(Optional<OpenedCache> cache, ImaKeyring keyring)
      throws IOException, AllowlistException {
    if (!request.source().names().isEmpty()) {
      return Optional.empty();
    }
    OpenedCache opened = cache.orElseThrow();
    StoredScans stored =
        opened.use().orElseThrow().packages(opened.name(), request.list().algorithms(), keyring);
    if (stored.isEmpty()) {
      throw new AllowlistException(
          ExitCode.USAGE,
          "the cache %s has no entries to make a list of".formatted(opened.name()),
          "Make them: ima-allowlist scan PACKAGE... --to DIR; or name a SOURCE.");
    }
    return Optional.of(stored);
  }

  /** Null if there is nothing to filter by: nothing is closed then. */
  private @Nullable ListFilter openFilter(SourcePlan plan) throws IOException, AllowlistException {
    return request.filter().isEmpty()
        ? null
        : ListFilter.open(
            request.filter().get(),
            plan,
            request.source().jobs(),
            request.output().temporaryFolder());
  }

  /** The IMA policy is logged when it is loaded, as any file is that the kernel reads. */
  private void addPolicy(FilterDecision decision, AllowlistBuilder allowlist, Updates updates)
      throws IOException {
    List<FileDigest> digests = decision.policyDigests(request.list().algorithms());
    if (!updates.isRevoked(digests)) {
      allowlist.add(decision.policyPath(), digests);
    }
  }

  private void requireWaysToProof() throws AllowlistException {
    boolean packagesMustBeSigned =
        request.trust().requirement() == Requirement.PACKAGES
            || request.trust().requirement() == Requirement.BOTH;
    if (request.source().readMode() == ReadMode.METADATA && packagesMustBeSigned) {
      throw new AllowlistException(
          ExitCode.USAGE,
          "--read metadata looks at no package, so that no package's signature can be required",
          "Give --trust metadata, or --read headers.");
    }
    boolean metadataMustBeSigned =
        request.trust().requirement() == Requirement.METADATA
            || request.trust().requirement() == Requirement.BOTH;
    if (request.source().names().isEmpty() && metadataMustBeSigned) {
      throw new AllowlistException(
          ExitCode.USAGE,
          "--from-cache without a SOURCE has no metadata whose signature could be required",
          "Name the repository as SOURCE, or give --trust packages.");
    }
  }

  private void ensureSignaturePossible(SigningRequest signing)
      throws IOException, AllowlistException {
    if (request.output().signatureDestination().isPresent()
        && request.output().destination() instanceof Destination.InFile list) {
      Destination.InFile signature = request.output().signatureDestination().get();
      list.ensureRegular();
      signature.ensurePossible();
      signature.ensureRegular();
      signature.ensureNot(signing.files());
      signature.ensureIsNot(list);
    }
  }

  private List<ExcludePattern> excludePatterns() throws AllowlistException {
    List<ExcludePattern> patterns = new ArrayList<>();
    for (String text : request.list().excludePaths()) {
      try {
        patterns.add(new ExcludePattern(text));
      } catch (IllegalArgumentException e) {
        throw new AllowlistException(
            ExitCode.USAGE,
            String.valueOf(e.getMessage()),
            "Keylime switches all excludes off when one is invalid; write it in plain syntax.",
            e);
      }
    }
  }
}
