package io.github.imaallowlist.error;

import org.jspecify.annotations.Nullable;

/** The bytes break their format: a wrong magic, a field out of range, a stream cut short. */
public class MalformedInputException extends InputException {
  private static final long serialVersionUID = 1L;

  public MalformedInputException(String source, long offset, String problem) {
    this(source, offset, problem, null);
  }

  public MalformedInputException(
      String source, long offset, String problem, @Nullable Throwable cause) {
    super(source, offset, problem, cause);
  }
}
