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
 * @param now when packages that are missing now were removed; whole seconds
 */
public record UpdateRequest(
    Optional<Duration> keepRemoved,
    Optional<ListSource> previous,
    Optional<Path> revoke,
    Instant now) {
  /** Nothing is kept, and nothing is revoked. */
  public static final UpdateRequest NONE =
      new UpdateRequest(Optional.empty(), Optional.empty(), Optional.empty(), Instant.EPOCH);

  public UpdateRequest {
    if (keepRemoved.filter(Duration::isNegative).isPresent()) {
      throw new IllegalArgumentException("digests cannot be kept for " + keepRemoved.get());
    }
    now = now.truncatedTo(ChronoUnit.SECONDS);
  }

  /** The same, going out from a list. */
  public UpdateRequest withPrevious(ListSource list) {
    return new UpdateRequest(keepRemoved, Optional.of(list), revoke, now);
  }

  /** The files that nothing may overwrite; the new list may take the previous one's place. */
  public List<Path> files() {
    return Stream.concat(
            revoke.stream(), previous.stream().flatMap(list -> list.trustFiles().stream()))
        .toList();
  }
}
