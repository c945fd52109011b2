package io.github.imaallowlist.format;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * From when to when a list may be relied on, as its maker says.
 *
 * @param issued when it was made, in whole seconds
 * @param expires the first moment at which it is not valid any more; later than {@code issued}
 */
public record Validity(Instant issued, Instant expires) {
  public Validity {
    if (!expires.isAfter(issued)) {
      throw new IllegalArgumentException("a list cannot expire before it was issued");
    }
  }

  /** From a moment on, for at least a second. */
  public static Validity of(Instant issued, Duration duration) {
    Instant start = issued.truncatedTo(ChronoUnit.SECONDS);
    return new Validity(start, start.plus(duration).truncatedTo(ChronoUnit.SECONDS));
  }
}
