package io.github.imaallowlist.cli.report;

import io.github.imaallowlist.cli.console.Console;
import java.io.PrintStream;
import java.util.Collection;
import java.util.List;

/** Lines of a label and a text, which wraps below itself; for a summary that people read. */
final class TextLines {
  private static final int LABEL = 10;
  private static final int MIN_TEXT = 20;

  private final PrintStream out;
  private final int columns;

  /**
   * @param columns of the terminal; a word that is longer is not broken
   */
  TextLines(PrintStream out, int columns) {
    this.out = out;
    this.columns = Math.max(columns, LABEL + MIN_TEXT);
  }

  /** On standard error; wrapped only where a person reads it. */
  static TextLines onError(Console console) {
    return new TextLines(console.err(), console.terminal().textColumns());
  }

  /** One paragraph behind a label, which may be empty. */
  void line(String label, String text) {
    indented(String.format("%-" + (LABEL - 1) + "s ", label), LABEL, text);
  }

  /** One paragraph below another, further in. */
  void below(String text) {
    indented(" ".repeat(LABEL), LABEL + 2, text);
  }

  /**
   * One paragraph.
   *
   * @param first what stands before it, with a blank at the end
   * @param indent of the lines after the first
   */
  void indented(String first, int indent, String text) {
    StringBuilder line = new StringBuilder(first);
    boolean empty = true;
    for (String word : text.split(" ", -1)) {
      if (!empty && line.length() + 1 + word.length() > columns) {
        out.println(line);
        line.setLength(0);
        line.append(" ".repeat(indent));
        empty = true;
      }
      line.append(empty ? "" : " ").append(word);
      empty = false;
    }
    out.println(line);
  }

  /** The first few names, and how many more there are. */
  static String some(Collection<String> names, int shown) {
    List<String> first = names.stream().limit(shown).map(Printable::of).toList();
    int more = names.size() - first.size();
    return String.join(", ", first) + (more > 0 ? " and %,d more".formatted(more) : "");
  }
}
