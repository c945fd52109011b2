package io.github.imaallowlist.cli.report;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import java.io.IOException;
import java.io.PrintStream;

/** Says what went wrong, in at most three lines, and gives the exit status for it. */
public final class ErrorReport {
  private ErrorReport() {}

  /**
   * @param debug whether to print the stack trace too
   * @return the exit status
   */
  public static int failure(Exception e, PrintStream err, boolean debug) {
    if (e instanceof AllowlistException known) {
      print(err, String.valueOf(known.getMessage()), known.remedy());
      trace(e, err, debug);
      return known.exitCode().status();
    }
    if (e instanceof IOException) {
      print(err, String.valueOf(e.getMessage()), "Check the disk, and where the output goes.");
      trace(e, err, debug);
      return ExitCode.IO.status();
    }
    return bug(e, err, debug);
  }

  /** Something that must not happen. */
  public static int bug(Throwable e, PrintStream err, boolean debug) {
    print(
        err,
        "a bug in ima-allowlist: " + e,
        "Please report it to the project with the command and the output of --debug.");
    trace(e, err, debug);
    return ExitCode.BUG.status();
  }

  public static void print(PrintStream err, String message, String remedy) {
    err.println("ima-allowlist: error: " + Printable.of(message));
    err.println("  " + Printable.of(remedy));
  }

  private static void trace(Throwable e, PrintStream err, boolean debug) {
    if (debug) {
      e.printStackTrace(err);
    }
  }
}
