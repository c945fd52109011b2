package io.github.imaallowlist.error;

import org.jspecify.annotations.Nullable;

/** The bytes keep to their format, but use a part of it that this program does not know. */
public final class UnsupportedInputException extends InputException {
  private static final long serialVersionUID = 1L;

  public UnsupportedInputException(String source, long offset, String problem) {
    this(source, offset, problem, null);
  }

  public UnsupportedInputException(
      String source, long offset, String problem, @Nullable Throwable cause) {
    super(source, offset, problem, cause);
  }
}
