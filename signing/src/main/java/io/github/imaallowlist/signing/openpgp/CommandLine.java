package io.github.imaallowlist.signing.openpgp;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits a command as users write it into program and arguments: at blanks, except between two
 * single or two double quotes. Every other character stands for itself, a backslash too; no shell
 * sees it.
 */
final class CommandLine {
  private static final char NONE = 0;

  private CommandLine() {}

  /**
   * @return the program and its arguments
   * @throws AllowlistException with {@link ExitCode#USAGE} if there is none, or a quote is not
   *     closed
   */
  static List<String> split(String command) throws AllowlistException {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean inWord = false;
    char quote = NONE;
    for (int i = 0; i < command.length(); i++) {
      char c = command.charAt(i);
      if (quote != NONE) {
        if (c == quote) {
          quote = NONE;
        } else {
          word.append(c);
        }
      } else if (c == '\'' || c == '"') {
        quote = c;
        inWord = true;
      } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
        if (inWord) {
          words.add(word.toString());
          word.setLength(0);
        }
        inWord = false;
      } else {
        word.append(c);
        inWord = true;
      }
    }
    if (inWord) {
      words.add(word.toString());
    }
    if (quote != NONE || words.isEmpty() || words.get(0).isEmpty()) {
      throw new AllowlistException(
          ExitCode.USAGE,
          "the command \""
              + command
              + "\" "
              + (quote != NONE ? "has a quote that is not closed" : "names no program"),
          "Give a program and its arguments, such as \"sign -d\"; the file's name is added.");
    }
    return List.copyOf(words);
  }
}
