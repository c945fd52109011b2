package io.github.imaallowlist.cli.report;

import java.io.PrintStream;
import java.util.List;

/** What may be a mistake, and changes no exit status: to be said where no summary is. */
public final class Warnings {
  private static final int SHOWN = 10;

  private Warnings() {}

  public static void print(List<String> warnings, PrintStream err) {
    warnings.stream()
        .limit(SHOWN)
        .forEach(warning -> err.println("ima-allowlist: warning: " + Printable.of(warning)));
    int more = warnings.size() - SHOWN;
    if (more > 0) {
      err.printf("ima-allowlist: warning: and %,d more of these%n", more);
    }
  }
}
