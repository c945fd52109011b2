package io.github.imaallowlist.cli.progress;

import io.github.imaallowlist.cli.report.Amounts;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;

/** A plain line now and then, for logs. */
final class ProgressLines implements Progress {
  private static final long LINE_NANOS = Duration.ofSeconds(10).toNanos();

  private final PrintStream err;
  private final WaitingLine waiting;
  private ScanState state = new ScanState(0, 0, 0, 0, System.nanoTime());
  private long saidAt;

  ProgressLines(PrintStream err) {
    this.err = err;
    this.waiting = new WaitingLine(err, Duration.ZERO);
  }

  @Override
  public void phase(Phase phase) {
    if (phase == Phase.ANALYSE) {
      err.println("Asking setools about the SELinux policy");
    }
  }

  @Override
  public void scanStarted(int packages, long bytes) {
    saidAt = System.nanoTime();
    state = new ScanState(0, packages, 0, bytes, saidAt);
    err.println("Reading " + Amounts.count(packages, "package") + ", " + Amounts.bytes(bytes));
  }

  @Override
  public void packageScanned(String name, long bytes) {
    state = state.plus(bytes);
    long now = System.nanoTime();
    if (now - saidAt >= LINE_NANOS) {
      saidAt = now;
      err.printf(
          "  %,d of %,d packages, %s of %s%s%n",
          state.packages(),
          state.totalPackages(),
          Amounts.bytes(state.bytes()),
          Amounts.bytes(state.totalBytes()),
          state.left(now).map(left -> ", " + Amounts.time(left) + " left").orElse(""));
    }
  }

  @Override
  public void waiting(Path place, String holder, Duration waited, Duration patience) {
    waiting.say("", place, holder, waited, patience);
  }

  @Override
  public void finish() {}
}
