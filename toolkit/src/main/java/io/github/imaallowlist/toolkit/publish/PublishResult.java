package io.github.imaallowlist.toolkit.publish;

import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.rpm.metadata.MetadataRecord;
import io.github.imaallowlist.toolkit.SignedBy;
import io.github.imaallowlist.toolkit.generate.GenerateResult;
import java.util.List;
import java.util.Optional;

/**
 * What a run did to a repository.
 *
 * @param list absent where no package had to be looked at, as none changed since the last run;
 *     otherwise what was made, and of what; if it was not written, the repository is as it was
 * @param signedBy who signed the list, now or before
 * @param outcome what became of the repository
 * @param listStayed whether the recorded list was this one already, well signed, and stayed
 * @param records of this program, as they are in {@code repomd.xml} now
 * @param removed types whose record is gone, as nothing of that kind was asked for
 * @param deleted names of old files that were deleted
 * @param repomdSignature what became of {@code repomd.xml.asc}
 * @param repomdSignedBy who signed it in this run
 * @param notes what a person should know besides, one line each
 */
public record PublishResult(
    Optional<GenerateResult> list,
    SignedBy signedBy,
    Outcome outcome,
    boolean listStayed,
    List<MetadataRecord> records,
    List<String> removed,
    List<String> deleted,
    RepomdSignature repomdSignature,
    SignedBy repomdSignedBy,
    List<String> notes) {
  /** What became of the repository. */
  public enum Outcome {
    /** It has new records. */
    PUBLISHED,
    /** It is as it was: all was there already. */
    UNCHANGED,
    /** It is as it was, because of the findings. */
    REFUSED
  }

  /** What became of {@code repomd.xml.asc}. */
  public enum RepomdSignature {
    RENEWED,
    REMOVED,
    UNCHANGED,
    NONE
  }

  public PublishResult {
    records = List.copyOf(records);
    removed = List.copyOf(removed);
    deleted = List.copyOf(deleted);
    notes = List.copyOf(notes);
  }

  /** Nothing changed since the last run, which found nothing wrong. */
  static PublishResult upToDate() {
    return new PublishResult(
        Optional.empty(),
        SignedBy.NOBODY,
        Outcome.UNCHANGED,
        true,
        List.of(),
        List.of(),
        List.of(),
        RepomdSignature.UNCHANGED,
        SignedBy.NOBODY,
        List.of());
  }

  public ExitCode exitCode() {
    return list.map(GenerateResult::exitCode).orElse(ExitCode.OK);
  }
}
