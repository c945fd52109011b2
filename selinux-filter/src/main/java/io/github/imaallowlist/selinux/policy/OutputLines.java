package io.github.imaallowlist.selinux.policy;

import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.error.MalformedInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** The lines that a program writes, one at a time; each character of one stands for a byte. */
final class OutputLines {
  private static final int BUFFER = 64 * 1024;

  private final String source;
  private final InputStream in;
  private byte[] buffer = new byte[BUFFER];
  private int start;
  private int end;
  private int number;
  private String line = "";

  /**
   * @param source what writes them, for messages
   */
  OutputLines(String source, InputStream in) {
    this.source = source;
    this.in = in;
  }

  /**
   * Goes to the next line, if there is one.
   *
   * @throws MalformedInputException if the output ends within it
   */
  boolean next() throws IOException {
    int length = 0;
    while (true) {
      while (start + length < end) {
        if (buffer[start + length] == '\n') {
          take(length, 1);
          return true;
        }
        length++;
      }
      if (length > SetoolsLimits.LINE_BYTES) {
        throw beyondLimit("a line longer than %d bytes".formatted(SetoolsLimits.LINE_BYTES));
      }
      if (!fill()) {
        if (length == 0) {
          return false;
        }
        take(length, 0);
        throw malformed("the output ends within a line");
      }
    }
  }

  private void take(int length, int newline) throws IOException {
    line = new String(buffer, start, length, StandardCharsets.ISO_8859_1);
    start += length + newline;
    number++;
    if (number > SetoolsLimits.LINES) {
      throw beyondLimit("more than %d lines".formatted(SetoolsLimits.LINES));
    }
  }

  /** Makes room, and reads more; false at the end. */
  private boolean fill() throws IOException {
    int kept = end - start;
    byte[] target = kept < buffer.length / 2 ? buffer : Arrays.copyOf(buffer, 2 * buffer.length);
    System.arraycopy(buffer, start, target, 0, kept);
    buffer = target;
    start = 0;
    int read = in.read(buffer, kept, buffer.length - kept);
    end = kept + Math.max(0, read);
    return read > 0;
  }

  /** Without its newline. */
  String line() {
    return line;
  }

  /** This line's number, from 1. */
  int number() {
    return number;
  }

  /** The same, if it is a name. */
  String name(String word) throws MalformedInputException {
    if (!PolicyNames.isName(word)) {
      throw unexpected("a name");
    }
    return word;
  }

  /** One word, or those in braces: {@code { one two }}. */
  List<String> list(String text) throws MalformedInputException {
    if (!text.startsWith("{ ")) {
      return List.of(text);
    }
    if (!text.endsWith(" }") || text.length() < "{ x }".length()) {
      throw unexpected("{ and }");
    }
    return List.of(text.substring(2, text.length() - 2).split(" ", -1));
  }

  /** What is wrong with this line. */
  MalformedInputException unexpected(String expected) {
    return malformed("expected " + expected + ", not: " + PolicyNames.shown(line));
  }

  MalformedInputException malformed(String problem) {
    return malformed(number, problem);
  }

  MalformedInputException malformed(int lineNumber, String problem) {
    return new MalformedInputException(
        source, MalformedInputException.NO_OFFSET, "line " + lineNumber + ": " + problem);
  }

  LimitExceededException beyondLimit(String problem) {
    return new LimitExceededException(
        source, LimitExceededException.NO_OFFSET, "line " + number + ": " + problem);
  }
}
