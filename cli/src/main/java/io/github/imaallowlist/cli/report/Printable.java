package io.github.imaallowlist.cli.report;

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
