package io.github.imaallowlist.rpm.transport;

import java.time.Duration;

/** Waits before a request is made again. */
@FunctionalInterface
public interface Backoff {
  /**
   * Waits.
   *
   * @param retry the how-manieth request again at this location; 1 or more
   * @param least what the server asked for, capped; zero when it did not
   */
  void pause(int retry, Duration least) throws InterruptedException;
}
