package io.github.imaallowlist.toolkit.generate;

import io.github.imaallowlist.format.AllowlistFormat;
import io.github.imaallowlist.format.Validity;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.rpm.ReadMode;
import io.github.imaallowlist.rpm.repository.PackageSelection;
import io.github.imaallowlist.rpm.repository.SourceSettings;
import io.github.imaallowlist.toolkit.SigningRequest;
import io.github.imaallowlist.toolkit.TrustRequest;
import io.github.imaallowlist.toolkit.output.Destination;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What to make an allowlist of, and how.
 *
 * @param sources repositories, folders, packages and {@code .repo} files, by path or URL; at least
 *     one
 * @param sourceSettings how to reach those that are not on this machine
 * @param trust what has to prove where packages are from
 * @param algorithms of the digests in the list; at least one, and none that is broken but SHA-1,
 *     which kernels still use
 * @param excludePaths patterns of paths that the verifier is not to check
 * @param base a policy whose contents are merged in
 * @param fileSignatures what to do about the IMA signatures of files
 * @param signing absent: the list is not signed
 * @param destination where the list goes
 * @param signatureDestination where its signature goes if that is detached; then the list goes to a
 *     file as well
 * @param jobs how many packages are read at once, at least 1
 * @param allowIncomplete whether a list is written although something is missing from it
 * @param sourceDate stands for the time of the build, if given ({@code SOURCE_DATE_EPOCH})
 * @param validity from when to when the list may be relied on; absent: without an end
 * @param notOlderThan an earlier list; its sources' revisions may not be higher than theirs now
 * @param temporaryFolder an existing folder for what does not fit into memory
 */
public record GenerateRequest(
    List<String> sources,
    SourceSettings sourceSettings,
    PackageSelection selection,
    ReadMode readMode,
    TrustRequest trust,
    SortedSet<HashAlgorithm> algorithms,
    AllowlistFormat format,
    List<String> excludePaths,
    Optional<Path> base,
    FileSignatureRequest fileSignatures,
    Optional<SigningRequest> signing,
    Destination destination,
    Optional<Destination.InFile> signatureDestination,
    int jobs,
    boolean allowIncomplete,
    Optional<Instant> sourceDate,
    Optional<Validity> validity,
    Optional<Path> notOlderThan,
    Path temporaryFolder) {
  public GenerateRequest {
    sources = List.copyOf(sources);
    excludePaths = List.copyOf(excludePaths);
    algorithms = Collections.unmodifiableSortedSet(new TreeSet<>(algorithms));
    if (sources.isEmpty() || algorithms.isEmpty()) {
      throw new IllegalArgumentException("an allowlist needs a source and an algorithm");
    }
    if (signing.isPresent() && signing.get().isDetached()) {
      if (signatureDestination.isEmpty() || !(destination instanceof Destination.InFile)) {
        throw new IllegalArgumentException("a list with a detached signature is two files");
      }
    }
    if (jobs < 1) {
      throw new IllegalArgumentException("expected at least one job, not " + jobs);
    }
  }
}
