package io.github.imaallowlist.toolkit.update;

import io.github.imaallowlist.toolkit.ListSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What becomes of packages that left the sources, and of those that are known to be bad.
 *
 * @param keepRemoved how long the digests of a package stay after the first run that missed it;
 *     absent: not at all
 * @param previous the list that the last run made of the same sources; absent in the first run
 * @param revoke a file with digests and packages that are not to be in the list
 * @param repositoryName what the list calls its sources, and the previous one has to; absent: what
 *     their metadata calls them
 * @param allowOtherPrevious whether the previous list may be of sources with another name, or
 *     without a package that is there now
 * @param now when packages that are missing now were removed; whole seconds
 */
public record UpdateRequest(
    Optional<Duration> keepRemoved,
    Optional<ListSource> previous,
    Optional<Path> revoke,
    Optional<String> repositoryName,
    boolean allowOtherPrevious,
    Instant now) {
  /** Characters of a repository's name. */
  public static final int MAX_NAME = 255;

  /** Nothing is kept, and nothing is revoked. */
  public static final UpdateRequest NONE =
      new UpdateRequest(Optional.empty(), Optional.empty(), Optional.empty(), Instant.EPOCH);

  /** Of sources that their metadata names, or nobody. */
  public UpdateRequest(
      Optional<Duration> keepRemoved,
      Optional<ListSource> previous,
      Optional<Path> revoke,
      Instant now) {
    this(keepRemoved, previous, revoke, Optional.empty(), false, now);
  }

  public UpdateRequest {
    if (repositoryName.filter(name -> name.isBlank() || name.length() > MAX_NAME).isPresent()) {
      throw new IllegalArgumentException(
          "a repository's name has 1 to %d characters".formatted(MAX_NAME));
    }
    if (keepRemoved.filter(Duration::isNegative).isPresent()) {
      throw new IllegalArgumentException("digests cannot be kept for " + keepRemoved.get());
    }
    now = now.truncatedTo(ChronoUnit.SECONDS);
  }

  /** The same, going out from a list. */
  public UpdateRequest withPrevious(ListSource list) {
    return new UpdateRequest(
        keepRemoved, Optional.of(list), revoke, repositoryName, allowOtherPrevious, now);
  }

  /** The files that nothing may overwrite; the new list may take the previous one's place. */
  public List<Path> files() {
    return Stream.concat(
            revoke.stream(), previous.stream().flatMap(list -> list.trustFiles().stream()))
        .toList();
  }
}
