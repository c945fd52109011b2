package io.github.imaallowlist.selinux.label;

import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.error.UnsupportedInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The lines of a file, each a list of fields with white space between them. */
final class TextLines {
  /** SELINUX_MAGIC_COMPILED_FCONTEXT ({@code label_file.h}), in either byte order. */
  private static final List<Integer> COMPILED = List.of(0xf97cff8a, 0x8aff7cf9);

  private final String file;
  private final byte[] bytes;
  private int start;
  private int end = -1;
  private int number;

  private TextLines(String file, byte[] bytes) {
    this.file = file;
    this.bytes = bytes;
  }

  /** Reads a file whole, and refuses one that is no text. */
  static TextLines read(LabelFile file) throws IOException {
    byte[] bytes;
    try (InputStream in = file.content().open()) {
      bytes = in.readNBytes(LabelLimits.FILE_BYTES + 1);
    }
    if (bytes.length > LabelLimits.FILE_BYTES) {
      throw new LimitExceededException(
          file.name(),
          LabelLimits.FILE_BYTES,
          "more than the %,d bytes that such a file may have".formatted(LabelLimits.FILE_BYTES));
    }
    TextLines lines = new TextLines(file.name(), bytes);
    lines.refuseBinary();
    return lines;
  }

  private void refuseBinary() throws IOException {
    if (bytes.length >= 4
        && COMPILED.contains(
            (bytes[0] << 24)
                | (bytes[1] & 0xff) << 16
                | (bytes[2] & 0xff) << 8
                | (bytes[3] & 0xff))) {
      throw new UnsupportedInputException(
          file,
          0,
          "compiled for one machine's libselinux; the text that it was made from is needed");
    }
    int line = 1;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == 0) {
        throw new MalformedInputException(file, i, "line %d: a NUL byte".formatted(line));
      }
      line += bytes[i] == '\n' ? 1 : 0;
    }
  }

  /** Goes to the next line, if there is one. */
  boolean next() {
    start = end + 1;
    if (start >= bytes.length) {
      return false;
    }
    end = start;
    while (end < bytes.length && bytes[end] != '\n') {
      end++;
    }
    number++;
    return true;
  }

  /** This line's number, from 1. */
  int number() {
    return number;
  }

  /** This line's length, in bytes. */
  int length() {
    return end - start;
  }

  /** Whether it ends with the file and not with a newline. */
  boolean isCutOff() {
    return end == bytes.length;
  }

  /**
   * This line's first fields, each character standing for a byte; none if it is blank or a comment.
   *
   * @param most the number of fields after which the line is not looked at
   */
  List<String> fields(int most) {
    List<String> fields = new ArrayList<>(most);
    int from = start;
    while (fields.size() < most) {
      while (from < end && isSpace(bytes[from])) {
        from++;
      }
      if (from == end || (fields.isEmpty() && bytes[from] == '#')) {
        break;
      }
      int to = from;
      while (to < end && !isSpace(bytes[to])) {
        to++;
      }
      fields.add(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
      from = to;
    }
    return fields;
  }

  /** As {@code isspace} in the C locale. */
  private static boolean isSpace(byte b) {
    return b == ' ' || (b >= '\t' && b <= '\r');
  }

  MalformedInputException malformed(String problem) {
    return new MalformedInputException(file, MalformedInputException.NO_OFFSET, place() + problem);
  }

  UnsupportedInputException unsupported(String problem) {
    return new UnsupportedInputException(
        file, UnsupportedInputException.NO_OFFSET, place() + problem);
  }

  LimitExceededException beyondLimit(String problem) {
    return new LimitExceededException(file, LimitExceededException.NO_OFFSET, place() + problem);
  }

  LabelWarning warning(String text) {
    return new LabelWarning(file, number, text);
  }

  private String place() {
    return "line " + number + ": ";
  }
}
