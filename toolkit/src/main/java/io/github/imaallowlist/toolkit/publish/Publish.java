package io.github.imaallowlist.toolkit.publish;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.format.SourceState;
import io.github.imaallowlist.format.Validity;
import io.github.imaallowlist.rpm.metadata.MetadataRecord;
import io.github.imaallowlist.rpm.metadata.Repomd;
import io.github.imaallowlist.rpm.repodata.PublishedRepository;
import io.github.imaallowlist.rpm.repodata.RepodataChange;
import io.github.imaallowlist.rpm.repodata.UpdateResult;
import io.github.imaallowlist.toolkit.ListSigner;
import io.github.imaallowlist.toolkit.ListSource;
import io.github.imaallowlist.toolkit.ProgressListener;
import io.github.imaallowlist.toolkit.ProgressListener.Phase;
import io.github.imaallowlist.toolkit.SignedBy;
import io.github.imaallowlist.toolkit.generate.AllowlistPreparation;
import io.github.imaallowlist.toolkit.generate.GenerateResult;
import io.github.imaallowlist.toolkit.generate.ListLife;
import io.github.imaallowlist.toolkit.generate.ListRequest;
import io.github.imaallowlist.toolkit.generate.ScannedSources;
import io.github.imaallowlist.toolkit.generate.WrittenList;
import io.github.imaallowlist.toolkit.output.SpoolFile;
import io.github.imaallowlist.toolkit.publish.PublishResult.Outcome;
import io.github.imaallowlist.toolkit.publish.PublishResult.RepomdSignature;
import io.github.imaallowlist.toolkit.source.SourcePlan;
import io.github.imaallowlist.toolkit.update.UpdateSummary.Revoked;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes the list of a repository, and records it in the repository's own metadata.
 *
 * <p>The whole run holds the repository's lock, so that two runs make one list after the other.
 * What others change meanwhile is noticed before anything is replaced. The list does not depend on
 * the records of this program: run twice, nothing changes. It fails closed as {@link
 * io.github.imaallowlist.toolkit.generate.Generate} does: the repository is then as it was.
 */
public final class Publish {
  private final PublishRequest request;
  private final ProgressListener progress;
  private final Optional<ListSigner> signer;
  private final OpenedRepomdSigning repomdSigning;
  private final Optional<LastRun> last;
  private final List<String> notes = new ArrayList<>();

  /** The digest of the metadata that the list is of; and when the list has to be made anew. */
  private String metadata = "";

  private ListLife life = ListLife.ENDLESS;

  private Publish(
      PublishRequest request,
      ProgressListener progress,
      Optional<ListSigner> signer,
      OpenedRepomdSigning repomdSigning,
      Optional<LastRun> last) {
    this.request = request;
    this.progress = progress;
    this.signer = signer;
    this.repomdSigning = repomdSigning;
    this.last = last;
  }

  /**
   * Publishes.
   *
   * @return what was done; with findings, and unless the request allows it, nothing
   * @throws AllowlistException if it cannot be done at all
   */
  public static PublishResult run(PublishRequest request, ProgressListener progress)
      throws AllowlistException {
    try {
      requireSigner(request);
      if (request.previous().isPresent()) {
        Path copy = request.previous().get();
        List<Path> needed = new ArrayList<>(RunIdentity.files(request));
        needed.remove(copy);
        new ListCopy(copy).ensurePossible(needed);
      }
      AllowlistPreparation preparation = AllowlistPreparation.of(request.list(), progress);
      Optional<LastRun> last = LastRun.of(request, preparation.cache());
      if (last.isPresent() && last.get().isUpToDate()) {
        return PublishResult.upToDate();
      }
      // Not a folder without repodata, nor one whose signature nobody said what to do with, is a
      // reason to ask for a passphrase.
      try (PublishedRepository repository = PublishedRepository.look(request.repository())) {
        requireLeaveToChange(request, repository);
      }
      Optional<ListSigner> signer =
          request.signing().isPresent()
              ? Optional.of(request.signing().get().open())
              : Optional.empty();
      OpenedRepomdSigning repomdSigning = OpenedRepomdSigning.open(request.repomd());
      Publish publish = new Publish(request, progress, signer, repomdSigning, last);
      PublishResult result = publish.run(preparation);
      if (last.isPresent() && publish.mayBeRepeated(result)) {
        last.get().put(publish.metadata, publish.life);
      }
      return result;
    } catch (IOException e) {
      throw AllowlistPreparation.failure(e);
    }
  }

  /** What is kept of removed packages is signed again: nobody else may have put it there. */
  private static void requireSigner(PublishRequest request) throws AllowlistException {
    if (request.signing().isEmpty() && request.list().list().updates().keepRemoved().isPresent()) {
      throw new AllowlistException(
          ExitCode.NO_TRUST,
          "what is kept of removed packages is in the former list, which nobody has signed",
          "Sign the list, with --key, or publish without --keep-removed.");
    }
  }

  /** By whom the last list may be besides. */
  private Optional<RecordedListTrust> former() {
    return request.former().map(keys -> new PublicKeysTrust(keys, Instant.now()));
  }

  private RecordedListTrust trust() {
    return RecordedListTrust.of(request.signing(), signer);
  }

  /** The first record changes {@code repomd.xml} in any case; else it shows at the end. */
  private static void requireLeaveToChange(PublishRequest request, PublishedRepository repository)
      throws IOException, AllowlistException {
    if (request.repomd() instanceof RepomdSigning.NotSigned
        && repository.hasSignature()
        && !repository.types().contains(RecordTypes.LIST)) {
      throw new AllowlistException(
          ExitCode.USAGE,
          "%s has a repomd.xml.asc, which a new record makes stale".formatted(repository.root()),
          "Give the key that signs repomd.xml with --repomd-key, or --remove-stale-signature if it"
              + " is signed afterwards.");
    }
  }

  /** Not if anything is to be said again: a warning, a note, a finding. */
  private boolean mayBeRepeated(PublishResult result) {
    return result.exitCode() == ExitCode.OK
        && result.outcome() != Outcome.REFUSED
        && result.repomdSignature() != RepomdSignature.REMOVED
        && notes.isEmpty()
        && result.repomdSignedBy().warnings().isEmpty()
        && result.signedBy().warnings().isEmpty()
        && result.list().stream().allMatch(Publish::saysNothingAgain);
  }

  private static boolean saysNothingAgain(GenerateResult list) {
    return list.updates().revoked().stream().noneMatch(Revoked::matchedNothing);
  }

  private PublishResult run(AllowlistPreparation preparation)
      throws IOException, AllowlistException {
    try (PublishedRepository repository =
            PublishedRepository.lock(request.repository(), progress::waiting);
        RecordedList.Finding recorded =
            RecordedList.open(repository, trust(), former(), request.list().temporaryFolder());
        @Nullable RecordedList copied = copyInstead(recorded)) {
      requireLeaveToChange(request, repository);
      Optional<RecordedList> former = recorded.list().or(() -> Optional.ofNullable(copied));
      requirePrevious(recorded, former);
      if (request.repomd() instanceof RepomdSigning.NotSigned) {
        repository.staleSignature().ifPresent(notes::add);
      }
      Optional<PublishResult> same = publishSame(repository, former);
      if (same.isPresent()) {
        return same.get();
      }
      try (SourcePlan plan = preparation.planUnpublished(request.repository());
          ScannedSources scanned =
              preparation.scan(
                  plan,
                  digestOf(repository, plan),
                  former.map(list -> new ListSource.Verified(list.payload())))) {
        if (!scanned.isToBeWritten()) {
          return refused(repository, scanned.result());
        }
        return publish(repository, former, scanned);
      }
    }
  }

  /** Null where the recorded list does, or there is no copy: nothing is closed then. */
  private @Nullable RecordedList copyInstead(RecordedList.Finding recorded)
      throws IOException, AllowlistException {
    return recorded.list().isPresent() || request.previous().isEmpty()
        ? null
        : new ListCopy(request.previous().get())
            .open(trust(), former(), request.list().temporaryFolder())
            .orElse(null);
  }

  /** Digests of removed packages are in the former list alone: losing them is no small thing. */
  private void requirePrevious(RecordedList.Finding recorded, Optional<RecordedList> former)
      throws AllowlistException {
    boolean keepsRemoved = request.list().list().updates().keepRemoved().isPresent();
    if (recorded.refusal().isPresent()) {
      if (keepsRemoved && former.isEmpty()) {
        throw new AllowlistException(
            ExitCode.NO_TRUST,
            "the recorded list cannot be believed: " + recorded.refusal().get(),
            "Give its signer's public key with --verify-key. To lose what it keeps of removed"
                + " packages, publish once without --keep-removed.");
      }
      notes.add("the list that was recorded is made anew: " + recorded.refusal().get());
    } else if (keepsRemoved && former.isEmpty()) {
      notes.add("no former list is recorded: nothing is kept of packages removed before");
    }
  }

  /**
   * By what digest the list knows the repository: not by one that changes when it is recorded.
   *
   * @throws AllowlistException if it changed since it was locked
   */
  static Optional<String> digestOf(PublishedRepository repository, SourcePlan plan)
      throws IOException, AllowlistException {
    boolean same =
        plan.sources().stream()
            .flatMap(planned -> planned.source().repomd().stream())
            .allMatch(repomd -> repomd.digest().equals(repository.repomdDigest()));
    if (!same) {
      throw new AllowlistException(
          ExitCode.IO,
          "%s: somebody else changed repomd.xml while this run began".formatted(repository.root()),
          "Run again; let what makes the metadata end before.");
    }
    return Optional.of(repository.digestWithoutOurs().hex());
  }

  /**
   * Where the packages are those of the last run, its list is that of this one but for the state.
   */
  private Optional<PublishResult> publishSame(
      PublishedRepository repository, Optional<RecordedList> former)
      throws IOException, AllowlistException {
    ListRequest list = request.list().list();
    Optional<byte[]> same = last.isPresent() ? last.get().sameList(repository) : Optional.empty();
    if (same.isEmpty()) {
      return Optional.empty();
    }
    Repomd repomd = repository.repomd();
    repository.verify(repomd.primary());
    SourceState state =
        new SourceState(
            list.sourceDate()
                .or(() -> SourcePlan.timeOf(repomd.primary().timestamp()))
                .map(Instant::toString),
            repository.digestWithoutOurs().hex(),
            repomd.revision());
    try (SpoolFile spool = spool()) {
      if (!state.write(same.get(), spool.out())) {
        return Optional.empty();
      }
      return Optional.of(
          record(
              repository,
              withPayload(former, spool),
              new MadeList(
                  last.orElseThrow().life(), Optional.empty(), signedBy -> Optional.empty()),
              spool));
    }
  }

  private PublishResult publish(
      PublishedRepository repository, Optional<RecordedList> recorded, ScannedSources scanned)
      throws IOException, AllowlistException {
    Optional<Validity> fresh = request.list().list().validity();
    Optional<Validity> former = RecordedValidity.toKeep(recorded, fresh);
    try (SpoolFile first = spool()) {
      WrittenList list = scanned.write(first, former.or(() -> fresh));
      Optional<RecordedList> same = withPayload(recorded, first);
      if (same.isPresent() || former.isEmpty()) {
        return record(repository, same, MadeList.of(scanned, list), first);
      }
      // Another list: it is valid from now on.
      try (SpoolFile second = spool()) {
        WrittenList renewed = scanned.write(second, fresh);
        return record(repository, Optional.empty(), MadeList.of(scanned, renewed), second);
      }
    }
  }

  private static Optional<RecordedList> withPayload(Optional<RecordedList> recorded, SpoolFile list)
      throws IOException {
    return recorded.isPresent() && recorded.get().hasPayload(list) ? recorded : Optional.empty();
  }

  private SpoolFile spool() throws IOException {
    return SpoolFile.create(request.list().temporaryFolder(), "the allowlist");
  }

  /**
   * @param same the recorded list, if it has the same bytes
   */
  private PublishResult record(
      PublishedRepository repository, Optional<RecordedList> same, MadeList list, SpoolFile spool)
      throws IOException, AllowlistException {
    metadata = repository.digestWithoutOurs().hex();
    life = list.life();
    progress.phase(Phase.SIGN);
    try (NewFiles files =
        new NewFiles(request.compression(), repository.latestTimestamp().orElse(0))) {
      files.addList(spool, same, signer, request.list().temporaryFolder());
      if (list.decision().isPresent()) {
        files.addPolicy(list.decision().get().policyBytes());
      }
      progress.phase(Phase.RECORD);
      Set<String> removed = RecordTypes.all();
      files.files().forEach(file -> removed.remove(file.type()));
      UpdateResult update =
          repository.update(
              new RepodataChange(files.files(), removed, repomdSigning.rule(), request.keep()));
      if (list.decision().isPresent()) {
        list.decision().get().putPolicy();
      }
      if (request.previous().isPresent()) {
        new ListCopy(request.previous().get()).put(files);
      }
      if (last.isPresent()) {
        last.get().keep(spool);
      }
      removed.retainAll(repository.types());
      return result(repository, list.result().apply(files.signedBy()), files, removed, update);
    }
  }

  private PublishResult result(
      PublishedRepository repository,
      Optional<GenerateResult> list,
      NewFiles files,
      Set<String> removed,
      UpdateResult update) {
    SignedBy by = repomdSigning.signedBy();
    RepomdSignature signature = RepomdSignature.NONE;
    if (update.signatureChanged()) {
      signature =
          request.repomd() instanceof RepomdSigning.By
              ? RepomdSignature.RENEWED
              : RepomdSignature.REMOVED;
    } else if (repository.hasSignature()) {
      signature = RepomdSignature.UNCHANGED;
    }
    boolean unchanged = !update.repomdChanged() && !update.signatureChanged();
    return new PublishResult(
        list,
        files.signedBy(),
        unchanged ? Outcome.UNCHANGED : Outcome.PUBLISHED,
        files.listStayed(),
        update.records(),
        List.copyOf(removed),
        update.deleted(),
        signature,
        by,
        notes);
  }

  /** The packages may be others than when the list was made that stays. */
  private PublishResult refused(PublishedRepository repository, GenerateResult list)
      throws IOException {
    List<MetadataRecord> records = new ArrayList<>();
    for (String type : RecordTypes.all()) {
      if (repository.types().contains(type)) {
        repository.record(type).ifPresent(records::add);
      }
    }
    if (!records.isEmpty()) {
      notes.add("the list that is recorded stays, and may be of older packages");
    }
    return new PublishResult(
        Optional.of(list),
        SignedBy.NOBODY,
        Outcome.REFUSED,
        false,
        records,
        List.of(),
        List.of(),
        repository.hasSignature() ? RepomdSignature.UNCHANGED : RepomdSignature.NONE,
        SignedBy.NOBODY,
        notes);
  }
}
