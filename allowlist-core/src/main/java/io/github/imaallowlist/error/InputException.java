package io.github.imaallowlist.error;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Bytes from outside cannot be used. Names the file and, where known, the byte offset in it. */
public abstract class InputException extends IOException {
  private static final long serialVersionUID = 1L;

  /** The offset of a problem that has no place in the file, such as one that spans all of it. */
  public static final long NO_OFFSET = -1;

  private final String source;
  private final long offset;
  private final String problem;

  /**
   * @param source the file's name, as the user knows it
   * @param offset in bytes from the file's start, or {@link #NO_OFFSET}
   * @param problem what was expected and what was found; one line
   */
  protected InputException(String source, long offset, String problem, @Nullable Throwable cause) {
    super(source + ": " + (offset == NO_OFFSET ? "" : "at byte " + offset + ": ") + problem, cause);
    this.source = source;
    this.offset = offset;
    this.problem = problem;
  }

  /** The file's name, as the user knows it. */
  public String source() {
    return source;
  }

  /** In bytes from the file's start, or {@link #NO_OFFSET}. */
  public long offset() {
    return offset;
  }

  /** The message without file and offset. */
  public String problem() {
    return problem;
  }
}
