package io.github.imaallowlist.rpm.repository;

import java.util.ArrayList;
import java.util.List;

/**
 * A shell pattern for package names, as {@code fnmatch} matches it: {@code *} any characters,
 * {@code ?} one, {@code [a-z]} one of a set, {@code [!a-z]} one not of it, {@code \} takes the next
 * character as it is. The whole name has to match.
 *
 * <p>Matching takes at most as many steps as pattern times name has characters.
 */
public final class NameGlob {
  private final String pattern;
  private final List<Token> tokens;

  private NameGlob(String pattern, List<Token> tokens) {
    this.pattern = pattern;
    this.tokens = tokens;
  }

  /**
   * @throws IllegalArgumentException if a set is not closed, or the pattern ends with a backslash;
   *     the message says so
   */
  public static NameGlob of(String pattern) {
    if (pattern.isEmpty()) {
      throw new IllegalArgumentException("an empty name pattern matches nothing");
    }
    List<Token> tokens = new ArrayList<>();
    int[] text = pattern.codePoints().toArray();
    int at = 0;
    while (at < text.length) {
      at = parseToken(pattern, text, at, tokens);
    }
    return new NameGlob(pattern, List.copyOf(tokens));
  }

  private static int parseToken(String pattern, int[] text, int at, List<Token> tokens) {
    switch (text[at]) {
      case '*' -> tokens.add(AnyText.ANY_TEXT);
      case '?' -> tokens.add(new OneOf(List.of(), true));
      case '[' -> {
        return parseSet(pattern, text, at, tokens);
      }
      case '\\' -> {
        if (at + 1 == text.length) {
          throw new IllegalArgumentException(pattern + ": nothing follows the last backslash");
        }
        tokens.add(OneOf.character(text[at + 1]));
        return at + 2;
      }
      default -> tokens.add(OneOf.character(text[at]));
    }
    return at + 1;
  }

  /** A {@code ]} that comes first, and a {@code -} at either end, stand for themselves. */
  private static int parseSet(String pattern, int[] text, int open, List<Token> tokens) {
    int at = open + 1;
    boolean negated = at < text.length && (text[at] == '!' || text[at] == '^');
    int first = negated ? at + 1 : at;
    List<Range> ranges = new ArrayList<>();
    for (at = first; at < text.length; at++) {
      if (text[at] == ']' && at > first) {
        tokens.add(new OneOf(List.copyOf(ranges), negated));
        return at + 1;
      }
      if (text[at] == '[' && at + 1 < text.length && ":.=".indexOf(text[at + 1]) >= 0) {
        throw new IllegalArgumentException(pattern + ": classes such as [:alpha:] are not known");
      }
      if (text[at] == '\\' && at + 1 < text.length) {
        at++;
      }
      boolean range = at + 2 < text.length && text[at + 1] == '-' && text[at + 2] != ']';
      ranges.add(new Range(text[at], range ? text[at + 2] : text[at]));
      at += range ? 2 : 0;
    }
    throw new IllegalArgumentException(pattern + ": a [ is not closed by a ]");
  }

  /** Whether the whole name matches. Upper and lower case differ. */
  public boolean matches(String name) {
    int[] text = name.codePoints().toArray();
    int token = 0;
    int at = 0;
    int lastStar = -1;
    int starEnd = 0;
    while (at < text.length) {
      if (token < tokens.size() && tokens.get(token) == AnyText.ANY_TEXT) {
        lastStar = token++;
        starEnd = at;
      } else if (token < tokens.size() && tokens.get(token).accepts(text[at])) {
        token++;
        at++;
      } else if (lastStar >= 0) {
        // Only the last star can still take more: what an earlier one takes, it could as well.
        token = lastStar + 1;
        at = ++starEnd;
      } else {
        return false;
      }
    }
    while (token < tokens.size() && tokens.get(token) == AnyText.ANY_TEXT) {
      token++;
    }
    return token == tokens.size();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NameGlob that && pattern.equals(that.pattern);
  }

  @Override
  public int hashCode() {
    return pattern.hashCode();
  }

  /** The pattern. */
  @Override
  public String toString() {
    return pattern;
  }

  private sealed interface Token permits AnyText, OneOf {
    boolean accepts(int character);
  }

  private enum AnyText implements Token {
    ANY_TEXT;

    @Override
    public boolean accepts(int character) {
      return false;
    }
  }

  private record OneOf(List<Range> ranges, boolean negated) implements Token {
    static OneOf character(int character) {
      return new OneOf(List.of(new Range(character, character)), false);
    }

    @Override
    public boolean accepts(int character) {
      return ranges.stream().anyMatch(range -> range.contains(character)) != negated;
    }
  }

  private record Range(int from, int to) {
    boolean contains(int character) {
      return from <= character && character <= to;
    }
  }
}
