package io.github.imaallowlist.toolkit.generate;

import java.time.Instant;
import java.util.Optional;

/**
 * Until when a run makes the same list as long as nothing changes. A run may be given its time, as
 * by {@code SOURCE_DATE_EPOCH}; signatures of packages are judged by the clock all the same.
 *
 * @param time of a run from which on it makes another list: one that is valid longer, or without
 *     packages that were removed long ago; empty: never
 * @param clock from which on a package's signature may be judged otherwise; empty: never
 */
public record ListLife(Optional<Instant> time, Optional<Instant> clock) {
  public static final ListLife ENDLESS = new ListLife(Optional.empty(), Optional.empty());

  /** Whether a run makes the same list. */
  public boolean lasts(Instant timeOfRun, Instant now) {
    return isBefore(timeOfRun, time) && isBefore(now, clock);
  }

  private static boolean isBefore(Instant now, Optional<Instant> end) {
    return end.isEmpty() || now.isBefore(end.get());
  }
}
