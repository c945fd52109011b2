package io.github.imaallowlist.cli.progress;

import io.github.imaallowlist.cli.report.Amounts;
import io.github.imaallowlist.cli.report.Printable;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;

/** Says once for whom a run waits, and how long it will. */
final class WaitingLine {
  private final PrintStream err;
  private final Duration grace;
  private boolean said;

  /**
   * @param grace how long it says nothing
   */
  WaitingLine(PrintStream err, Duration grace) {
    this.err = err;
    this.grace = grace;
  }

  void say(String before, Path place, String holder, Duration waited, Duration patience) {
    if (said || waited.compareTo(grace) < 0) {
      return;
    }
    said = true;
    err.println(
        before
            + "Waiting for %s, which publishes %s; for %s at most"
                .formatted(
                    Printable.of(holder),
                    Printable.of(place.toString()),
                    Amounts.count(patience.toMinutes(), "minute")));
  }
}
