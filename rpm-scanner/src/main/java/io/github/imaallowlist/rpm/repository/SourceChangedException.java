package io.github.imaallowlist.rpm.repository;

import java.io.IOException;

/** A source changed while it was read, so that what was read of it may not belong together. */
public final class SourceChangedException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String source;
  private final String change;

  /**
   * @param source the source's name, as the user gave it
   * @param change what is different; one line
   */
  public SourceChangedException(String source, String change) {
    super(source + ": changed while it was read: " + change);
    this.source = source;
    this.change = change;
  }

  /** The source's name, as the user gave it. */
  public String source() {
    return source;
  }

  /** What is different. */
  public String change() {
    return change;
  }
}
