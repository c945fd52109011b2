package io.github.imaallowlist.toolkit.generate;

import io.github.imaallowlist.allowlist.AllowlistCounts;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.format.UnmatchablePaths;
import io.github.imaallowlist.rpm.Unmeasured;
import io.github.imaallowlist.rpm.finding.Finding;
import io.github.imaallowlist.rpm.repository.PackageSelection.Reason;
import io.github.imaallowlist.toolkit.SignedBy;
import io.github.imaallowlist.toolkit.cache.CacheSummary;
import io.github.imaallowlist.toolkit.filter.FilterSummary;
import io.github.imaallowlist.toolkit.update.UpdateSummary;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run made.
 *
 * @param sources in the order of the request
 * @param packagesRead with or without findings
 * @param bytesRead of their files; what came from the cache was not read
 * @param deselected packages that were not asked for, by the reason; no zeros
 * @param unmeasured what the packages have besides regular files
 * @param proofs what vouches for the packages in the list
 * @param weakHeaderDigests packages whose header has MD5 or SHA-1 digests, which their payload was
 *     held against
 * @param fileSignatures what became of the IMA signatures of files
 * @param counts of the allowlist; absent if none was made
 * @param filter what was left out of the allowlist; absent if nothing was to be, or none was made
 * @param unmatchable paths that the format's reader has trouble with
 * @param findings sorted; what does not match, or is missing
 * @param cache what the run had of the cache; absent if it used none
 * @param packagesFromCache of the packages read, those that were read before, and not now
 * @param signedBy who signed the list; nobody if it was not written, or not signed
 * @param updates what was taken over from an earlier list, and what was revoked
 */
public record GenerateResult(
    List<SourceSummary> sources,
    long packagesRead,
    long bytesRead,
    Map<Reason, Integer> deselected,
    Unmeasured unmeasured,
    ProofCounts proofs,
    long weakHeaderDigests,
    FileSignatureSummary fileSignatures,
    Optional<AllowlistCounts> counts,
    Optional<FilterSummary> filter,
    UnmatchablePaths unmatchable,
    List<Finding> findings,
    Optional<CacheSummary> cache,
    long packagesFromCache,
    SignedBy signedBy,
    UpdateSummary updates) {

  /** Whether the allowlist was written. */
  public boolean isWritten() {
    return counts.isPresent();
  }

  /** A list that was written says itself what is missing from it, and why. */
  public ExitCode exitCode() {
    if (findings.isEmpty()) {
      return ExitCode.OK;
    }
    boolean noTrust = findings.stream().anyMatch(finding -> finding.kind().isTrust());
    return noTrust && !isWritten() ? ExitCode.NO_TRUST : ExitCode.FINDINGS;
  }
}
