package io.github.imaallowlist.toolkit.generate;

import io.github.imaallowlist.allowlist.AllowlistBuilder;
import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.format.Edition;
import io.github.imaallowlist.format.ExcludePattern;
import io.github.imaallowlist.format.PolicySettings;
import io.github.imaallowlist.rpm.ReadMode;
import io.github.imaallowlist.rpm.repository.PackageSelection.Reason;
import io.github.imaallowlist.rpm.repository.SourceChangedException;
import io.github.imaallowlist.rpm.trust.Requirement;
import io.github.imaallowlist.signing.ByteSource;
import io.github.imaallowlist.toolkit.Failures;
import io.github.imaallowlist.toolkit.ListSigner;
import io.github.imaallowlist.toolkit.PolicyFile;
import io.github.imaallowlist.toolkit.ProgressListener;
import io.github.imaallowlist.toolkit.ProgressListener.Phase;
import io.github.imaallowlist.toolkit.SigningRequest;
import io.github.imaallowlist.toolkit.filter.FilterDecision;
import io.github.imaallowlist.toolkit.filter.ListFilter;
import io.github.imaallowlist.toolkit.output.Destination;
import io.github.imaallowlist.toolkit.output.SpoolFile;
import io.github.imaallowlist.toolkit.source.SourcePlan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes an allowlist: lists the sources, reads their packages, merges, writes and signs.
 *
 * <p>It fails closed: without proof of origin, with findings, or if a source changed while it was
 * read, nothing is written, unless the request says otherwise for the first two.
 */
public final class Generate {
  private final GenerateRequest request;
  private final ProgressListener progress;

  private Generate(GenerateRequest request, ProgressListener progress) {
    this.request = request;
    this.progress = progress;
  }

  /**
   * Makes the allowlist.
   *
   * @return what was made; with findings, and unless the request allows it, nothing was written
   * @throws AllowlistException if it cannot be made at all
   */
  public static GenerateResult run(GenerateRequest request, ProgressListener progress)
      throws AllowlistException {
    try {
      return new Generate(request, progress).run();
    } catch (SourceChangedException e) {
      throw new AllowlistException(
          ExitCode.IO,
          "%s changed while it was read: %s".formatted(e.source(), e.change()),
          "Run again when nothing writes to it; no list is made of two states.",
          e);
    } catch (IOException e) {
      throw Failures.of(e);
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
    progress.phase(Phase.LIST);
    try (SourcePlan plan =
            SourcePlan.of(
                request.source().names(),
                request.source().settings(),
                request.trust().policy(),
                request.source().selection(),
                request.source().jobs());
        AllowlistBuilder allowlist = new AllowlistBuilder(request.output().temporaryFolder());
        @Nullable ListFilter opened = openFilter(plan)) {
      Optional<ListFilter> filter = Optional.ofNullable(opened);
      requireNoOlder(plan);
      BasePolicy base = BasePolicy.read(request, allowlist::addBase);
      PolicySettings unstamped =
          fileSignatureKeys.addTo(
              base.settings(), request.list().base().map(Path::toString).orElse("the policy"));
      ScanTally tally =
          new SourceScan(request, plan, fileSignatureKeys.keyring(), progress)
              .into(allowlist, filter);
      plan.ensureUnchanged();
      AllowlistOutput output = new AllowlistOutput(request, signer, progress);
      requireContents(tally);
      boolean incomplete = !tally.findings().isEmpty();
      if (incomplete && (!request.list().allowIncomplete() || tally.packagesTaken() == 0)) {
        return output.nothing(tally);
      }
      PolicySettings settings =
          unstamped.withExcludes(excludes).withTimestamp(time(plan).map(Instant::toString));
      if (filter.isEmpty()) {
        return output.write(allowlist.finish(), settings, base, tally, Optional.empty());
      }
      FilterDecision decision = filter.get().decide();
      addPolicy(decision, allowlist);
      return output.write(
          allowlist.finish(decision.leftOutGroups()),
          decision.withBuffers(settings, request.list().algorithms()),
          base,
          tally,
          Optional.of(decision));
    }
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
  private void addPolicy(FilterDecision decision, AllowlistBuilder allowlist) throws IOException {
    allowlist.add(decision.policyPath(), decision.policyDigests(request.list().algorithms()));
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
    return patterns;
  }

  /** A repository that was put back to an older state has good signatures all the same. */
  private void requireNoOlder(SourcePlan plan) throws IOException, AllowlistException {
    if (request.list().notOlderThan().isEmpty()) {
      return;
    }
    Path earlier = request.list().notOlderThan().get();
    Edition edition = PolicyFile.read(ByteSource.of(earlier), entry -> {}).edition();
    Optional<String> older =
        plan.edition(time(plan), request.list().validity()).refusalAfter(edition);
    if (older.isPresent()) {
      throw new AllowlistException(
          ExitCode.NO_TRUST,
          "the list would be older than %s: %s".formatted(earlier, older.get()),
          "Find out who put the repository back; leave --not-older-than out if it is meant.");
    }
  }

  /** An empty list would make every host fail, or be taken for a list that allows nothing. */
  private void requireContents(ScanTally tally) throws AllowlistException {
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
  private Optional<Instant> time(SourcePlan plan) {
    Optional<Instant> time = request.list().sourceDate();
    if (time.isEmpty() && plan.latestTimestamp().isPresent()) {
      time = Optional.of(Instant.ofEpochSecond(plan.latestTimestamp().getAsLong()));
    }
    return time;
  }
}
