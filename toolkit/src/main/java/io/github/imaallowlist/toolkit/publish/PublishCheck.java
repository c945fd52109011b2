package io.github.imaallowlist.toolkit.publish;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.format.Edition;
import io.github.imaallowlist.rpm.metadata.MetadataRecord;
import io.github.imaallowlist.rpm.repodata.PublishedRepository;
import io.github.imaallowlist.toolkit.ListSource;
import io.github.imaallowlist.toolkit.PolicyFile;
import io.github.imaallowlist.toolkit.ProgressListener;
import io.github.imaallowlist.toolkit.SignedBy;
import io.github.imaallowlist.toolkit.generate.AllowlistPreparation;
import io.github.imaallowlist.toolkit.generate.GenerateResult;
import io.github.imaallowlist.toolkit.generate.ScannedSources;
import io.github.imaallowlist.toolkit.generate.WrittenList;
import io.github.imaallowlist.toolkit.output.SpoolFile;
import io.github.imaallowlist.toolkit.source.SourcePlan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Says whether the recorded list is the one that would be published now: it is made anew from the
 * packages, and compared. Nothing is changed, and no lock is taken.
 */
public final class PublishCheck {
  private final PublishCheckRequest request;
  private final AllowlistPreparation preparation;
  private final RecordedListTrust trust;
  private final List<String> differences = new ArrayList<>();

  private PublishCheck(
      PublishCheckRequest request, AllowlistPreparation preparation, RecordedListTrust trust) {
    this.request = request;
    this.preparation = preparation;
    this.trust = trust;
  }

  /**
   * Checks.
   *
   * @throws AllowlistException if the list cannot be made anew
   */
  public static PublishCheckResult run(PublishCheckRequest request, ProgressListener progress)
      throws AllowlistException {
    try {
      AllowlistPreparation preparation = AllowlistPreparation.of(request.list(), progress);
      return new PublishCheck(request, preparation, trust(request)).run();
    } catch (IOException e) {
      throw AllowlistPreparation.failure(e);
    }
  }

  private static RecordedListTrust trust(PublishCheckRequest request)
      throws IOException, AllowlistException {
    if (request.trust() instanceof CheckTrust.BySigner by) {
      return RecordedListTrust.of(Optional.of(by.signing()), Optional.of(by.signing().open()));
    }
    return request.trust() instanceof CheckTrust.ByKeys keys
        ? new PublicKeysTrust(keys, request.now())
        : new RecordedListTrust.Nobody();
  }

  private PublishCheckResult run() throws IOException, AllowlistException {
    Path temporary = request.list().temporaryFolder();
    try (PublishedRepository repository = PublishedRepository.look(request.repository());
        RecordedList.Finding found = RecordedList.open(repository, trust, temporary)) {
      if (found.list().isEmpty()) {
        differences.add(found.refusal().orElse("no list is recorded"));
        return new PublishCheckResult(
            Optional.empty(), differences, List.of(), found.refusal().isEmpty() || found.damaged());
      }
      RecordedList recorded = found.list().get();
      repository.staleSignature().ifPresent(differences::add);
      Optional<Edition> edition = edition(recorded);
      edition
          .flatMap(one -> one.refusalAt(request.now(), Optional.empty()))
          .ifPresent(differences::add);
      try (SourcePlan plan = preparation.planUnpublished(request.repository());
          ScannedSources scanned =
              preparation.scan(
                  plan,
                  Publish.digestOf(repository, plan),
                  Optional.of(new ListSource.Verified(recorded.payload())));
          SpoolFile spool = SpoolFile.create(temporary, "the allowlist")) {
        GenerateResult list = scanned.result();
        if (scanned.isToBeWritten()) {
          WrittenList written = scanned.write(spool, edition.flatMap(Edition::validity));
          compare(recorded, spool);
          comparePolicy(repository, written);
          list = scanned.result(written, SignedBy.NOBODY);
        } else {
          differences.add("the packages have findings: no list would be published");
        }
        return new PublishCheckResult(Optional.of(list), differences, trust.signers(), true);
      }
    }
  }

  private Optional<Edition> edition(RecordedList recorded) throws IOException, AllowlistException {
    try {
      return Optional.of(PolicyFile.read(recorded.payload(), entry -> {}).edition());
    } catch (InputException e) {
      return Optional.empty();
    }
  }

  private void compare(RecordedList recorded, SpoolFile now)
      throws IOException, AllowlistException {
    if (recorded.hasPayload(now)) {
      return;
    }
    try {
      List<String> paths =
          ListDifference.of(recorded.payload(), now, request.list().temporaryFolder()).lines();
      differences.addAll(paths);
      if (paths.isEmpty()) {
        differences.add(
            "paths and digests are the same; what it says of itself is not: the repository's state,"
                + " or the options");
      }
    } catch (InputException e) {
      differences.add("the recorded list is no Keylime policy: " + e.getMessage());
    }
  }

  private void comparePolicy(PublishedRepository repository, WrittenList list) throws IOException {
    Optional<byte[]> wanted = list.decision().map(decision -> decision.policyBytes());
    try {
      Optional<MetadataRecord> record = repository.record(RecordTypes.POLICY);
      if (wanted.isPresent() && record.isEmpty()) {
        differences.add("no IMA policy is recorded");
      } else if (wanted.isEmpty() && record.isPresent()) {
        differences.add("an IMA policy is recorded that was not asked for");
      } else if (wanted.isPresent() && record.isPresent()) {
        ByteArrayOutputStream recorded = new ByteArrayOutputStream();
        repository.copy(record.get(), recorded);
        if (!Arrays.equals(recorded.toByteArray(), wanted.get())) {
          differences.add("the recorded IMA policy is not the one that would be derived now");
        }
      }
    } catch (InputException e) {
      differences.add(String.valueOf(e.getMessage()));
    }
  }
}
