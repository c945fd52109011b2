package io.github.imaallowlist.format;

/** Parses what matches one character: a character, {@code .}, an escape, or a set in brackets. */
final class PatternSets {
  private static final CharacterSet DIGITS = CharacterSet.range('0', '9');
  private static final CharacterSet WORD =
      DIGITS
          .and(CharacterSet.range('a', 'z'))
          .and(CharacterSet.range('A', 'Z'))
          .and(CharacterSet.of('_'));
  private static final CharacterSet SPACE =
      CharacterSet.range('\t', '\r').and(CharacterSet.range(0x1c, ' '));
  private static final CharacterSet NEWLINE = CharacterSet.of('\n');

  private PatternSets() {}

  static CharacterSet parse(PatternText text) {
    int start = text.position();
    int c = text.next();
    return switch (c) {
      case '.' -> NEWLINE.negated();
      case '\\' -> escape(text, start);
      case '[' -> brackets(text, start);
      case ' ' -> throw text.flawAt(start, "a space; the kernel logs '_' for it");
      case '*', '+', '?', '{' -> throw text.flawAt(start, "a repeat of nothing");
      case '^' ->
          throw text.flawAt(start, "a '^' that is not first; write '\\^' for the character");
      case ']', '}' -> throw text.flawAt(start, "write '\\" + (char) c + "' for the character");
      default -> CharacterSet.of(c);
    };
  }

  private static CharacterSet escape(PatternText text, int start) {
    if (text.atEnd()) {
      throw text.flawAt(start, "a backslash at the end");
    }
    int c = text.next();
    return switch (c) {
      case 'd' -> orBeyond(DIGITS);
      case 'D' -> DIGITS.negated();
      case 's' -> orBeyond(SPACE);
      case 'S' -> SPACE.negated();
      case 'w' -> orBeyond(WORD);
      case 'W' -> WORD.negated();
      default -> {
        if (c <= ' ' || c > 126 || Character.isLetterOrDigit(c)) {
          throw text.flawAt(
              start, "only \\d \\D \\s \\S \\w \\W and escaped punctuation are taken");
        }
        yield CharacterSet.of(c);
      }
    };
  }

  private static CharacterSet orBeyond(CharacterSet set) {
    return new CharacterSet(set.low(), set.high(), true);
  }

  private static CharacterSet brackets(PatternText text, int start) {
    boolean negated = text.take('^');
    if (text.isNext(']')) {
      throw text.flaw("an empty set; write '\\]' for the character");
    }
    CharacterSet set = CharacterSet.NONE;
    boolean first = true;
    while (!text.take(']')) {
      if (text.atEnd()) {
        throw text.flawAt(start, "a '[' without its ']'");
      }
      set = set.and(member(text, first));
      first = false;
    }
    return negated ? set.negated() : set;
  }

  /** A character, an escape, or a range. */
  private static CharacterSet member(PatternText text, boolean first) {
    int start = text.position();
    int low = text.peek();
    CharacterSet set = single(text, first);
    int afterLow = text.position();
    if (!text.take('-')) {
      return set;
    }
    if (text.isNext(']')) {
      return set.and(CharacterSet.of('-'));
    }
    if (text.atEnd()) {
      throw text.flawAt(start, "a range without its end");
    }
    int high = text.peek();
    single(text, false);
    if (low == '\\' || high == '\\' || low == '-' || high < low) {
      throw text.flawAt(afterLow, "a range must be of plain characters, the lower first");
    }
    return CharacterSet.range(low, high);
  }

  private static CharacterSet single(PatternText text, boolean first) {
    int start = text.position();
    int c = text.peek();
    boolean operator = (c == '&' || c == '|' || c == '~') && text.isNextTwice(c);
    text.next();
    if (c == '\\') {
      return escape(text, start);
    }
    if (c == '[' || operator || (c == '-' && !first && !text.isNext(']'))) {
      throw text.flawAt(start, "write '\\" + (char) c + "' for the character");
    }
    return CharacterSet.of(c);
  }
}
