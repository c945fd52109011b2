package io.github.imaallowlist.cli.progress;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;

/** Says nothing but that it waits, where it would be taken for hanging. */
final class QuietProgress implements Progress {
  /** Two runs that take turns are no news; a minute's silence of one that is never long is. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final WaitingLine waiting;

  QuietProgress(PrintStream err) {
    this.waiting = new WaitingLine(err, GRACE);
  }

  @Override
  public void phase(Phase phase) {}

  @Override
  public void scanStarted(int packages, long bytes) {}

  @Override
  public void packageScanned(String name, long bytes) {}

  @Override
  public void waiting(Path place, String holder, Duration waited, Duration patience) {
    waiting.say("", place, holder, waited, patience);
  }

  @Override
  public void finish() {}
}
