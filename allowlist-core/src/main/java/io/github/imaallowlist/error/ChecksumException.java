package io.github.imaallowlist.error;

import org.jspecify.annotations.Nullable;

/**
 * A checksum that should vouch for input does not: it is of other bytes, or of an algorithm for
 * which other bytes can be made.
 */
public class ChecksumException extends InputException {
  private static final long serialVersionUID = 1L;

  public ChecksumException(String source, long offset, String problem) {
    this(source, offset, problem, null);
  }

  public ChecksumException(String source, long offset, String problem, @Nullable Throwable cause) {
    super(source, offset, problem, cause);
  }
}
