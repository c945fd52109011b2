package io.github.imaallowlist.toolkit.publish;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.format.Validity;
import io.github.imaallowlist.toolkit.PolicyFile;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How long a recorded list is valid that a run would make anew. */
final class RecordedValidity {
  private RecordedValidity() {}

  /** What the recorded list says; empty if it has no end, or is none. */
  static Optional<Validity> of(RecordedList recorded) throws IOException, AllowlistException {
    try {
      return PolicyFile.read(recorded.payload(), entry -> {}).edition().validity();
    } catch (InputException e) {
      return Optional.empty();
    }
  }

  /**
   * The recorded list's validity, where it is as long as what is asked for, and more than half of
   * it is left: the list can stay then, if nothing else changed.
   *
   * @param fresh what is asked for, from now on
   */
  static Optional<Validity> toKeep(Optional<RecordedList> recorded, Optional<Validity> fresh)
      throws IOException, AllowlistException {
    if (recorded.isEmpty() || fresh.isEmpty()) {
      return Optional.empty();
    }
    Duration wanted = Duration.between(fresh.get().issued(), fresh.get().expires());
    Instant now = fresh.get().issued();
    return of(recorded.get())
        .filter(one -> Duration.between(one.issued(), one.expires()).equals(wanted))
        .filter(one -> !one.issued().isAfter(now))
        .filter(one -> Duration.between(now, one.expires()).compareTo(wanted.dividedBy(2)) > 0);
  }
}
