package io.github.imaallowlist.error;

import java.util.Objects;

/** A line is not what it has to be, of a text that people write, or have a command print. */
public final class MistypedLineException extends MalformedInputException {
  private static final long serialVersionUID = 1L;

  private static final int SHOWN = 80;

  private final String remedy;

  /**
   * @param offset of the line, in bytes from the file's start
   * @param line its number, from 1
   * @param expected what it is not; one clause
   * @param text what stands there
   * @param remedy what to do about it; one line
   */
  public MistypedLineException(
      String source, long offset, int line, String expected, String text, String remedy) {
    super(
        source,
        offset,
        "line %d: %s: '%s'"
            .formatted(line, expected, text.substring(0, Math.min(text.length(), SHOWN))));
    this.remedy = Objects.requireNonNull(remedy);
  }

  /** What to do about it; one line. */
  public String remedy() {
    return remedy;
  }
}
