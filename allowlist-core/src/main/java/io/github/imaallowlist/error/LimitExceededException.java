package io.github.imaallowlist.error;

import org.jspecify.annotations.Nullable;

/** The input asks for more than a limit allows; nothing was allocated for it. */
public final class LimitExceededException extends InputException {
  private static final long serialVersionUID = 1L;

  public LimitExceededException(String source, long offset, String problem) {
    this(source, offset, problem, null);
  }

  public LimitExceededException(
      String source, long offset, String problem, @Nullable Throwable cause) {
    super(source, offset, problem, cause);
  }
}
