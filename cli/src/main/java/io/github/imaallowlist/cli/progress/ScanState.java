package io.github.imaallowlist.cli.progress;

import java.time.Duration;
import java.util.Optional;

/**
 * How far a scan has come.
 *
 * @param startedAt by {@link System#nanoTime}
 */
record ScanState(int packages, int totalPackages, long bytes, long totalBytes, long startedAt) {
  private static final Duration FIRST_GUESS = Duration.ofSeconds(1);

  ScanState plus(long moreBytes) {
    return new ScanState(packages + 1, totalPackages, bytes + moreBytes, totalBytes, startedAt);
  }

  /** From 0 to 1. */
  double share() {
    if (totalBytes > 0) {
      return Math.min(1, (double) bytes / totalBytes);
    }
    return totalPackages == 0 ? 1 : (double) packages / totalPackages;
  }

  /** How long it will take at the rate so far; absent until that can be told. */
  Optional<Duration> left(long now) {
    long elapsed = now - startedAt;
    if (share() == 0 || elapsed < FIRST_GUESS.toNanos()) {
      return Optional.empty();
    }
    return Optional.of(Duration.ofNanos((long) (elapsed * (1 - share()) / share())));
  }
}
