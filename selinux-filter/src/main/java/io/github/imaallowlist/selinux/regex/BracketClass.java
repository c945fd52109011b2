package io.github.imaallowlist.selinux.regex;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Character classes in brackets ({@code pcre2pattern}, "Square brackets and character classes").
 */
final class BracketClass {
  private static final Pattern POSIX_CLASS = Pattern.compile("\\[:(\\^?)([a-z]+):]");
  private static final ByteSet DIGIT = ByteSet.range('0', '9');
  private static final ByteSet LOWER = ByteSet.range('a', 'z');
  private static final ByteSet UPPER = ByteSet.range('A', 'Z');
  private static final ByteSet ALPHA = LOWER.or(UPPER);
  private static final ByteSet ALNUM = ALPHA.or(DIGIT);

  /** As in the C locale, by whose tables PCRE2 goes when it is given none. */
  private static final Map<String, ByteSet> POSIX =
      Map.ofEntries(
          Map.entry("alnum", ALNUM),
          Map.entry("alpha", ALPHA),
          Map.entry("ascii", ByteSet.range(0, 127)),
          Map.entry("blank", ByteSet.ofAll(" \t")),
          Map.entry("cntrl", ByteSet.range(0, 31).or(ByteSet.of(127))),
          Map.entry("digit", DIGIT),
          Map.entry("graph", ByteSet.range(33, 126)),
          Map.entry("lower", LOWER),
          Map.entry("print", ByteSet.range(32, 126)),
          Map.entry(
              "punct",
              ByteSet.range('!', '/')
                  .or(ByteSet.range(':', '@'))
                  .or(ByteSet.range('[', '`'))
                  .or(ByteSet.range('{', '~'))),
          Map.entry("space", ByteSet.range('\t', '\r').or(ByteSet.of(' '))),
          Map.entry("upper", UPPER),
          Map.entry("word", ALNUM.or(ByteSet.of('_'))),
          Map.entry("xdigit", DIGIT.or(ByteSet.ofAll("abcdefABCDEF"))));

  private BracketClass() {}

  /** Reads the class whose opening bracket was just read. */
  static ByteSet parse(RegexText text) throws RegexException {
    boolean negated = text.take("^");
    ByteSet set = ByteSet.NONE;
    // A closing bracket in the first place is a member.
    do {
      set = set.or(members(text));
    } while (!text.take("]"));
    return negated ? set.negated() : set;
  }

  /** One character, one range, or one class in the class. */
  private static ByteSet members(RegexText text) throws RegexException {
    ByteSet first = member(text);
    if (!text.isNext('-') || text.startsWith("-]")) {
      return first;
    }
    text.take("-");
    ByteSet last = member(text);
    if (first.size() != 1 || last.size() != 1 || last.smallest() < first.smallest()) {
      throw text.malformed("a range whose ends are no characters, or in the wrong order");
    }
    return ByteSet.range(first.smallest(), last.smallest());
  }

  private static ByteSet member(RegexText text) throws RegexException {
    if (text.atEnd()) {
      throw text.malformed("a class without its closing bracket");
    }
    if (text.startsWith("[:") || text.startsWith("[.") || text.startsWith("[=")) {
      return posix(text);
    }
    char c = text.next();
    return c == '\\' ? Escape.parse(text) : ByteSet.of(c);
  }

  private static ByteSet posix(RegexText text) throws RegexException {
    MatchResult ahead = text.ahead(POSIX_CLASS).orElse(null);
    ByteSet set = ahead == null ? null : POSIX.get(ahead.group(2));
    if (ahead == null || set == null) {
      throw text.unsupported("no POSIX class such as [:digit:]; write '\\[' for the character");
    }
    text.take(ahead.group());
    return ahead.group(1).isEmpty() ? set : set.negated();
  }
}
