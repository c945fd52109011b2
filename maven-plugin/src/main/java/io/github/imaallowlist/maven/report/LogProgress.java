package io.github.imaallowlist.maven.report;

import io.github.imaallowlist.toolkit.ProgressListener;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.apache.maven.plugin.logging.Log;

/**
 * How far an operation has come, in Maven's log: a line for each tenth, and each package's name.
 */
public final class LogProgress implements ProgressListener {
  /** Fewer are read before anybody asks. */
  private static final int MIN_PACKAGES = 50;

  private static final int STEPS = 10;

  private final Log log;
  private int packages;
  private int scanned;
  private boolean waited;

  public LogProgress(Log log) {
    this.log = log;
  }

  @Override
  public void phase(Phase phase) {
    switch (phase) {
      case LIST -> log.debug("Listing packages");
      case ANALYSE -> log.info("Asking setools about the SELinux policy");
      case SCAN -> log.debug("Reading packages");
      case WRITE -> log.debug("Writing");
      case SIGN -> log.debug("Signing");
      case RECORD -> log.debug("Recording in the repository");
    }
  }

  @Override
  public void scanStarted(int all, long bytes) {
    packages = all;
    scanned = 0;
    log.info("Reading " + Amounts.count(all, "package") + ", " + Amounts.bytes(bytes));
  }

  @Override
  public void packageScanned(String name, long bytes) {
    scanned++;
    if (log.isDebugEnabled()) {
      log.debug("Read " + Printable.of(name));
    }
    boolean next = scanned * (long) STEPS / packages > (scanned - 1) * (long) STEPS / packages;
    if (packages >= MIN_PACKAGES && next) {
      log.info(String.format(Locale.ROOT, "Read %,d of %,d packages", scanned, packages));
    }
  }

  @Override
  public void waiting(Path place, String holder, Duration waitedSoFar, Duration patience) {
    if (!waited) {
      waited = true;
      log.info(
          "Waiting for %s, which publishes %s; for %s at most"
              .formatted(
                  Printable.of(holder),
                  Printable.of(place.toString()),
                  Amounts.count(patience.toMinutes(), "minute")));
    }
  }
}
