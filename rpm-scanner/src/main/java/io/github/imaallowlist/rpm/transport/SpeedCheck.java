package io.github.imaallowlist.rpm.transport;

/** Whether a body comes fast enough. Time that the reader spends elsewhere does not count. */
final class SpeedCheck {
  private final TimeLimits limits;
  private long bytes;
  private long nanos;

  SpeedCheck(TimeLimits limits) {
    this.limits = limits;
  }

  /**
   * Takes note of one read.
   *
   * @param count how many bytes it brought; -1 at the end
   * @throws AttemptFailedException if too few came in the time that a server is given
   */
  void add(int count, long waitedNanos) throws AttemptFailedException {
    bytes += Math.max(count, 0);
    nanos += waitedNanos;
    long patience = limits.patience().toNanos();
    if (nanos < patience) {
      return;
    }
    double least = limits.slowest() * (nanos / 1e9);
    if (count >= 0 && bytes < least) {
      throw AttemptFailedException.broken(
          "less than %d bytes a second over %s"
              .formatted(limits.slowest(), TimeLimits.seconds(limits.patience())),
          null);
    }
    bytes = 0;
    nanos = 0;
  }
}
