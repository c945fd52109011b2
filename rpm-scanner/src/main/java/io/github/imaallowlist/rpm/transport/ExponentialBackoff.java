package io.github.imaallowlist.rpm.transport;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Waits about half a second, then twice as long each time, up to half a minute; and at least as
 * long as the server asked for. Chance takes up to half of it off, so that many clients that a
 * server turned away together do not come back together.
 */
final class ExponentialBackoff implements Backoff {
  private static final Duration FIRST = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  @Override
  public void pause(int retry, Duration least) throws InterruptedException {
    Thread.sleep(delay(retry, least, ThreadLocalRandom.current().nextDouble()).toMillis());
  }

  /**
   * @param chance 0 to 1
   */
  static Duration delay(int retry, Duration least, double chance) {
    long doubled = FIRST.toMillis() << Math.min(retry - 1, 16);
    long longest = Math.min(doubled, LONGEST.toMillis());
    Duration wait = Duration.ofMillis(longest - (long) (longest / 2.0 * chance));
    return wait.compareTo(least) < 0 ? least : wait;
  }
}
