package io.github.imaallowlist.rpm.transport;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * How long a server may take, before the connection counts as broken.
 *
 * @param connect until a connection stands, for each address of the host
 * @param response from the request, connecting included, until its answer's header is in
 * @param idle for one read of a body that brings something
 * @param slowest in bytes a second: a body that comes more slowly than that for {@code patience}
 * @param patience see {@code slowest}
 */
public record TimeLimits(
    Duration connect, Duration response, Duration idle, int slowest, Duration patience) {

  public TimeLimits {
    for (Duration limit : new Duration[] {connect, response, idle, patience}) {
      if (limit.isZero() || limit.isNegative()) {
        throw new IllegalArgumentException("a time limit is more than nothing");
      }
    }
    if (slowest < 0) {
      throw new IllegalArgumentException("the least speed is negative");
    }
  }

  /**
   * 30 s to connect, 60 s to answer, 30 s of silence, and 1,000 bytes a second over 30 s: what
   * librepo gives a server ({@code LRO_CONNECTTIMEOUT}, {@code LRO_LOWSPEEDLIMIT}, {@code
   * LRO_LOWSPEEDTIME} in its {@code handle.h}), where it sets a limit.
   */
  public static TimeLimits defaults() {
    return new TimeLimits(
        Duration.ofSeconds(30),
        Duration.ofSeconds(60),
        Duration.ofSeconds(30),
        1_000,
        Duration.ofSeconds(30));
  }

  /** The shortest of them. */
  Duration shortest() {
    return Stream.of(connect, response, idle, patience).min(Duration::compareTo).orElseThrow();
  }

  /** For people. */
  static String seconds(Duration time) {
    return BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros().toPlainString() + " s";
  }
}
