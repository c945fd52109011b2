package io.github.imaallowlist.selinux.regex;

import io.github.imaallowlist.selinux.regex.RegexNode.Repeat;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** How often a part is there ({@code pcre2pattern}, "Repetition"). */
final class RegexRepeat {
  private static final Pattern COUNT = Pattern.compile("\\{([0-9]+)(,([0-9]*))?}");
  private static final Pattern COUNT_UP_TO = Pattern.compile("\\{,[0-9]+}");

  private RegexRepeat() {}

  /** Reads what says how often the part before it is there, if anything does. */
  static RegexNode parse(RegexText text, RegexNode part) throws RegexException {
    Repeat repeat;
    if (text.take("*")) {
      repeat = new Repeat(part, 0, Repeat.UNBOUNDED);
    } else if (text.take("+")) {
      repeat = new Repeat(part, 1, Repeat.UNBOUNDED);
    } else if (text.take("?")) {
      repeat = new Repeat(part, 0, 1);
    } else if (isNext(text)) {
      repeat = counted(text, part);
    } else {
      return part;
    }
    // A lazy one matches the same texts.
    text.take("?");
    if (text.isNext('+')) {
      throw text.unsupported("a possessive repeat");
    }
    if (isNext(text)) {
      throw text.unsupported("a repeat of a repeat");
    }
    return repeat;
  }

  /** Whether a repeat comes next; an opening brace may be just a character. */
  static boolean isNext(RegexText text) throws RegexException {
    if (!text.isNext('{')) {
      return text.isNextOneOf("*+?");
    }
    if (text.ahead(COUNT_UP_TO).isPresent()) {
      throw text.unsupported("'{,', which PCRE2 takes for text up to 10.42 and for a count since");
    }
    return text.ahead(COUNT).isPresent();
  }

  private static Repeat counted(RegexText text, RegexNode part) throws RegexException {
    MatchResult count = text.ahead(COUNT).orElseThrow();
    int min = number(text, count.group(1));
    int max = min;
    if (count.group(2) != null) {
      max = count.group(3).isEmpty() ? Repeat.UNBOUNDED : number(text, count.group(3));
    }
    if (max < min) {
      throw text.malformed("a count whose numbers are in the wrong order");
    }
    text.take(count.group());
    return new Repeat(part, min, max);
  }

  private static int number(RegexText text, String digits) throws RegexException {
    int number = digits.length() > 6 ? Integer.MAX_VALUE : Integer.parseInt(digits);
    if (number > RegexLimits.REPEAT_COUNT) {
      throw text.malformed("a count above %,d".formatted(RegexLimits.REPEAT_COUNT));
    }
    return number;
  }
}
