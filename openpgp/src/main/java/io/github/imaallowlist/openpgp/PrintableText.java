package io.github.imaallowlist.openpgp;

import java.nio.charset.StandardCharsets;

/** Text of strangers made safe for a terminal and for one line. */
final class PrintableText {
  /** A user id is a name and an address; what is longer is not for reading. */
  private static final int MAX_LENGTH = 200;

  private PrintableText() {}

  /** UTF-8, in which control, format and unassigned characters are written as numbers. */
  static String of(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    new String(bytes, StandardCharsets.UTF_8)
        .codePoints()
        .limit(MAX_LENGTH + 1)
        .forEach(c -> append(text, c));
    return text.length() <= MAX_LENGTH ? text.toString() : text.substring(0, MAX_LENGTH) + "...";
  }

  private static void append(StringBuilder text, int c) {
    switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          text.append(c < 0x80 ? "\\x%02x".formatted(c) : "\\u{%x}".formatted(c));
      default -> text.appendCodePoint(c);
    }
  }
}
