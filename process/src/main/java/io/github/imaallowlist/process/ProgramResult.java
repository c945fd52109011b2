package io.github.imaallowlist.process;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** How a program ended, and what it wrote. */
public final class ProgramResult {
  private static final int SHOWN_CHARACTERS = 300;

  private final int exitCode;
  private final byte[] output;
  private final byte[] errors;

  ProgramResult(int exitCode, byte[] output, byte[] errors) {
    this.exitCode = exitCode;
    this.output = output;
    this.errors = errors;
  }

  /** 0 is success; a program that a signal ended has 128 and the signal's number. */
  public int exitCode() {
    return exitCode;
  }

  /** All of its standard output. */
  public byte[] output() {
    return output.clone();
  }

  /** Standard output as lines of UTF-8. */
  public List<String> outputLines() {
    return new String(output, StandardCharsets.UTF_8).lines().toList();
  }

  /** The last lines of its standard error, as UTF-8. */
  public List<String> errorLines() {
    return new String(errors, StandardCharsets.UTF_8).lines().toList();
  }

  /**
   * The end of its standard error on one line, for a message; control characters and what is not
   * ASCII as {@code ?}, since a terminal may obey them.
   */
  public String errorTail() {
    StringBuilder shown = new StringBuilder();
    for (byte b : errors) {
      shown.append(b == '\n' ? ' ' : b >= 0x20 && b < 0x7f ? (char) b : '?');
    }
    String text = shown.toString().strip();
    return text.length() <= SHOWN_CHARACTERS
        ? text
        : "..." + text.substring(text.length() - SHOWN_CHARACTERS);
  }
}
