package io.github.imaallowlist.toolkit.generate;

import io.github.imaallowlist.format.AllowlistFormat;
import io.github.imaallowlist.format.Validity;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.toolkit.update.UpdateRequest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the list is to be.
 *
 * @param algorithms of the digests in it; at least one, and none that is broken but SHA-1, which
 *     kernels still use
 * @param excludePaths patterns of paths that the verifier is not to check
 * @param base a policy whose contents are merged in
 * @param sourceDate stands for the time of the build, if given ({@code SOURCE_DATE_EPOCH})
 * @param validity from when to when the list may be relied on; absent: without an end
 * @param notOlderThan an earlier list; its sources' revisions may not be higher than theirs now
 * @param allowIncomplete whether a list is written although something is missing from it
 * @param updates what becomes of packages that left the sources, or are known to be bad
 */
public record ListRequest(
    SortedSet<HashAlgorithm> algorithms,
    AllowlistFormat format,
    List<String> excludePaths,
    Optional<Path> base,
    Optional<Instant> sourceDate,
    Optional<Validity> validity,
    Optional<Path> notOlderThan,
    boolean allowIncomplete,
    UpdateRequest updates) {
  /** A list that takes nothing over from another one. */
  public ListRequest(
      SortedSet<HashAlgorithm> algorithms,
      AllowlistFormat format,
      List<String> excludePaths,
      Optional<Path> base,
      Optional<Instant> sourceDate,
      Optional<Validity> validity,
      Optional<Path> notOlderThan,
      boolean allowIncomplete) {
    this(
        algorithms,
        format,
        excludePaths,
        base,
        sourceDate,
        validity,
        notOlderThan,
        allowIncomplete,
        UpdateRequest.NONE);
  }

  public ListRequest {
    algorithms = Collections.unmodifiableSortedSet(new TreeSet<>(algorithms));
    excludePaths = List.copyOf(excludePaths);
    if (algorithms.isEmpty()) {
      throw new IllegalArgumentException("an allowlist needs an algorithm");
    }
  }

  /** A complete list with SHA-256 digests, and nothing else asked for. */
  public static ListRequest of(AllowlistFormat format) {
    return new ListRequest(
        new TreeSet<>(Set.of(HashAlgorithm.SHA256)),
        format,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  /** The same, and whether it is written although something is missing from it. */
  public ListRequest withAllowIncomplete(boolean allow) {
    return new ListRequest(
        algorithms, format, excludePaths, base, sourceDate, validity, notOlderThan, allow, updates);
  }

  /** The same, with a policy merged in. */
  public ListRequest withBase(Path policy) {
    return new ListRequest(
        algorithms,
        format,
        excludePaths,
        Optional.of(policy),
        sourceDate,
        validity,
        notOlderThan,
        allowIncomplete,
        updates);
  }

  /** The same, and what becomes of packages that left the sources, or are known to be bad. */
  public ListRequest withUpdates(UpdateRequest request) {
    return new ListRequest(
        algorithms,
        format,
        excludePaths,
        base,
        sourceDate,
        validity,
        notOlderThan,
        allowIncomplete,
        request);
  }

  /** The same, made only if its sources were not put back since this list. */
  public ListRequest withNotOlderThan(Path list) {
    return new ListRequest(
        algorithms,
        format,
        excludePaths,
        base,
        sourceDate,
        validity,
        Optional.of(list),
        allowIncomplete,
        updates);
  }
}
