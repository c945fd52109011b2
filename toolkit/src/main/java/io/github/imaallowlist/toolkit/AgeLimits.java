package io.github.imaallowlist.toolkit;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How old a list may be. Its own expiry counts in any case.
 *
 * @param maxAge since it was issued, or if it does not say that, since its sources were made
 * @param notOlderThan an earlier list of the same sources, signed likewise or the policy alone
 */
public record AgeLimits(Optional<Duration> maxAge, Optional<Path> notOlderThan) {
  /** Any age, up to the list's own expiry. */
  public static final AgeLimits NONE = new AgeLimits(Optional.empty(), Optional.empty());

  /** Whether the list has to be one that says its age. */
  boolean isAny() {
    return maxAge.isPresent() || notOlderThan.isPresent();
  }

  /** The files, which nothing may overwrite. */
  public List<Path> files() {
    return notOlderThan.stream().toList();
  }
}
