package io.github.imaallowlist.selinux.regex;

/** What a backslash begins ({@code pcre2pattern}, "Backslash"). */
final class Escape {
  private static final ByteSet DIGIT = ByteSet.range('0', '9');
  private static final ByteSet WORD =
      DIGIT.or(ByteSet.range('a', 'z')).or(ByteSet.range('A', 'Z')).or(ByteSet.of('_'));
  private static final ByteSet SPACE = ByteSet.range('\t', '\r').or(ByteSet.of(' '));

  private Escape() {}

  /**
   * Reads the escape whose backslash was just read.
   *
   * @return the bytes that it stands for; more than one for such as {@code \d}
   */
  static ByteSet parse(RegexText text) throws RegexException {
    if (text.atEnd()) {
      throw text.malformed("a backslash at the end");
    }
    char c = text.next();
    if (!isLetterOrDigit(c)) {
      return ByteSet.of(c);
    }
    return switch (c) {
      case 'd' -> DIGIT;
      case 'D' -> DIGIT.negated();
      case 's' -> SPACE;
      case 'S' -> SPACE.negated();
      case 'w' -> WORD;
      case 'W' -> WORD.negated();
      case 'n' -> ByteSet.of('\n');
      case 'r' -> ByteSet.of('\r');
      case 't' -> ByteSet.of('\t');
      case 'f' -> ByteSet.of('\f');
      case 'a' -> ByteSet.of(0x07);
      case 'e' -> ByteSet.of(0x1b);
      case 'x' -> ByteSet.of(16 * hexDigit(text) + hexDigit(text));
      default -> throw text.unsupported("the escape \\" + c);
    };
  }

  private static boolean isLetterOrDigit(char c) {
    return DIGIT.contains(c) || (WORD.contains(c) && c != '_');
  }

  private static int hexDigit(RegexText text) throws RegexException {
    int digit = text.atEnd() ? -1 : Character.digit(text.next(), 16);
    if (digit < 0) {
      throw text.unsupported("\\x without two hexadecimal digits");
    }
    return digit;
  }
}
