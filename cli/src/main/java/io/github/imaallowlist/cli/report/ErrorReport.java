package io.github.imaallowlist.cli.report;

import io.github.imaallowlist.cli.console.Console;
import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import java.io.IOException;

/** Says what went wrong, in at most three lines, and gives the exit status for it. */
public final class ErrorReport {
  private ErrorReport() {}

  /**
   * @param debug whether to print the stack trace too
   * @return the exit status
   */
  public static int failure(Exception e, Console console, boolean debug) {
    if (e instanceof AllowlistException known) {
      print(console, String.valueOf(known.getMessage()), known.remedy());
      trace(e, console, debug);
      return known.exitCode().status();
    }
    if (e instanceof IOException) {
      print(console, String.valueOf(e.getMessage()), "Check the disk, and where the output goes.");
      trace(e, console, debug);
      return ExitCode.IO.status();
    }
    return bug(e, console, debug);
  }

  /** Something that must not happen. */
  public static int bug(Throwable e, Console console, boolean debug) {
    print(
        console,
        "a bug in ima-allowlist: " + e,
        "Please report it to the project with the command and the output of --debug.");
    trace(e, console, debug);
    return ExitCode.BUG.status();
  }

  public static void print(Console console, String message, String remedy) {
    TextLines lines = TextLines.onError(console);
    lines.indented("ima-allowlist: error: ", 4, Printable.of(message));
    lines.indented("  ", 4, Printable.of(remedy));
  }

  private static void trace(Throwable e, Console console, boolean debug) {
    if (debug) {
      e.printStackTrace(console.err());
    }
  }
}
