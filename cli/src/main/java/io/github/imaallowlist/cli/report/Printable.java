package io.github.imaallowlist.cli.report;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** Text from outside, fit for a terminal. */
public final class Printable {
  private Printable() {}

  /**
   * Escapes control characters, and those that turn the direction of text: a file name must not be
   * able to move the cursor, or to look like another one.
   */
  public static String of(String text) {
    StringBuilder printable = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (isHarmless(c)) {
                printable.appendCodePoint(c);
              } else {
                printable.append(c < 0x100 ? "\\x%02x".formatted(c) : "\\u%04x".formatted(c));
              }
            });
    return printable.toString();
  }

  /** Likewise of UTF-8; bytes that are none are escaped, too. */
  public static String of(byte[] utf8) {
    StringBuilder printable = new StringBuilder(utf8.length);
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(utf8);
    CharBuffer text = CharBuffer.allocate(utf8.length);
    CoderResult result;
    do {
      result = decoder.decode(in, text, true);
      printable.append(of(text.flip().toString()));
      text.clear();
      for (int i = 0; result.isMalformed() && i < result.length(); i++) {
        printable.append("\\x%02x".formatted(in.get() & 0xff));
      }
    } while (result.isMalformed());
    return printable.toString();
  }

  private static boolean isHarmless(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
