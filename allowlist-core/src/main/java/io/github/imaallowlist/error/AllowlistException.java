package io.github.imaallowlist.error;

import org.jspecify.annotations.Nullable;

/**
 * An operation could not be done. Carries what a person needs: what is wrong and where, what to do
 * about it, and the exit code that a script sees.
 */
public final class AllowlistException extends Exception {
  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;
  private final String remedy;

  /**
   * @param message what is wrong, and where; one line
   * @param remedy what to do about it; one line
   */
  public AllowlistException(ExitCode exitCode, String message, String remedy) {
    this(exitCode, message, remedy, null);
  }

  /**
   * @param message what is wrong, and where; one line
   * @param remedy what to do about it; one line
   */
  public AllowlistException(
      ExitCode exitCode, String message, String remedy, @Nullable Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
    this.remedy = remedy;
  }

  public ExitCode exitCode() {
    return exitCode;
  }

  public String remedy() {
    return remedy;
  }
}
