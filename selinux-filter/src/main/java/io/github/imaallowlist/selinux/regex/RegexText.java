package io.github.imaallowlist.selinux.regex;

import io.github.imaallowlist.selinux.regex.RegexException.Reason;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A regex's characters, all ASCII, read from left to right, and complaints about them. */
final class RegexText {
  private final String text;
  private int position;

  RegexText(String text) throws RegexException {
    this.text = text;
    if (text.length() > RegexLimits.REGEX_LENGTH) {
      throw new RegexException(
          Reason.LIMIT,
          "the regex has %,d bytes, more than the %,d that libselinux takes"
              .formatted(text.length(), RegexLimits.REGEX_LENGTH));
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0x7f || text.charAt(i) == 0) {
        position = i;
        throw malformed("a character that is not ASCII");
      }
    }
  }

  boolean atEnd() {
    return position == text.length();
  }

  char next() {
    return text.charAt(position++);
  }

  boolean isNext(char wanted) {
    return !atEnd() && text.charAt(position) == wanted;
  }

  /** Whether the next character is one of these. */
  boolean isNextOneOf(String wanted) {
    return !atEnd() && wanted.indexOf(text.charAt(position)) >= 0;
  }

  boolean startsWith(String wanted) {
    return text.startsWith(wanted, position);
  }

  /** Goes past these characters if they come next. */
  boolean take(String wanted) {
    if (!startsWith(wanted)) {
      return false;
    }
    position += wanted.length();
    return true;
  }

  /** What comes next, if it is such; it is not gone past. */
  Optional<MatchResult> ahead(Pattern pattern) {
    Matcher matcher = pattern.matcher(text).region(position, text.length());
    return matcher.lookingAt() ? Optional.of(matcher) : Optional.empty();
  }

  RegexException malformed(String problem) {
    return flaw(Reason.MALFORMED, problem);
  }

  RegexException unsupported(String problem) {
    return flaw(Reason.UNSUPPORTED, problem);
  }

  private RegexException flaw(Reason reason, String problem) {
    return new RegexException(
        reason, "the regex %s: at character %d: %s".formatted(text, position + 1, problem));
  }
}
