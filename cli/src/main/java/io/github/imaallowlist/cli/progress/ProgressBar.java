package io.github.imaallowlist.cli.progress;

import io.github.imaallowlist.cli.report.Amounts;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;

/** One line of a terminal, written over and over, and taken away at the end. */
final class ProgressBar implements Progress {
  private static final long REDRAW_NANOS = Duration.ofMillis(100).toNanos();
  private static final int MAX_BAR = 30;
  private static final int MIN_BAR = 10;
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final PrintStream err;
  private final WaitingLine waiting;
  private final int columns;
  private ScanState state = new ScanState(0, 0, 0, 0, System.nanoTime());
  private long drawnAt;

  ProgressBar(PrintStream err, int columns) {
    this.err = err;
    this.waiting = new WaitingLine(err, Duration.ZERO);
    this.columns = columns;
  }

  @Override
  public void phase(Phase phase) {
    String words =
        switch (phase) {
          case LIST -> "Reading metadata";
          case ANALYSE -> "Asking setools about the SELinux policy";
          case SCAN -> "Reading packages";
          case WRITE -> "Sorting and writing";
          case SIGN -> "Putting the list in its place";
          case RECORD -> "Recording the list in the repository";
        };
    draw(words);
  }

  @Override
  public void scanStarted(int packages, long bytes) {
    state = new ScanState(0, packages, 0, bytes, System.nanoTime());
    draw(line(System.nanoTime()));
  }

  @Override
  public void packageScanned(String name, long bytes) {
    state = state.plus(bytes);
    long now = System.nanoTime();
    if (now - drawnAt >= REDRAW_NANOS) {
      drawnAt = now;
      draw(line(now));
    }
  }

  private String line(long now) {
    String numbers =
        " %3d%%  %,d/%,d packages  %s/%s"
            .formatted(
                (int) (100 * state.share()),
                state.packages(),
                state.totalPackages(),
                Amounts.bytes(state.bytes()),
                Amounts.bytes(state.totalBytes()));
    String left = state.left(now).map(time -> "  " + Amounts.time(time) + " left").orElse("");
    // The last column stays free: some terminals wrap when it is written.
    int bar = Math.min(MAX_BAR, columns - 3 - numbers.length() - left.length());
    if (bar < MIN_BAR) {
      return numbers.strip();
    }
    int done = (int) Math.round(bar * state.share());
    return "[" + "#".repeat(done) + ".".repeat(bar - done) + "]" + numbers + left;
  }

  private void draw(String line) {
    err.print(CLEAR_LINE + (line.length() < columns ? line : line.substring(0, columns - 1)));
    err.flush();
  }

  @Override
  public void waiting(Path place, String holder, Duration waited, Duration patience) {
    waiting.say(CLEAR_LINE, place, holder, waited, patience);
  }

  @Override
  public void finish() {
    err.print(CLEAR_LINE);
    err.flush();
  }
}
