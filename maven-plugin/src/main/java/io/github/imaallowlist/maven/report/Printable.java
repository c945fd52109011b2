package io.github.imaallowlist.maven.report;

import java.util.Locale;

/** Text from outside, fit for a log. */
public final class Printable {
  private Printable() {}

  /**
   * Escapes control characters and those that turn the direction of text: a file's name must not
   * make lines of its own in a build's log.
   */
  public static String of(String text) {
    StringBuilder printable = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              switch (Character.getType(c)) {
                case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    printable.append(String.format(Locale.ROOT, "\\u%04x", c));
                default -> printable.appendCodePoint(c);
              }
            });
    return printable.toString();
  }
}
