package io.github.imaallowlist.rpm.version;

/** One comparison of two version strings: walks both, segment by segment, in step. */
final class Comparison {
  private static final char END = '\0';

  private final String a;
  private final String b;
  private int i;
  private int j;

  Comparison(String a, String b) {
    this.a = a;
    this.b = b;
  }

  int result() {
    while (i < a.length() || j < b.length()) {
      i = skipSeparators(a, i);
      j = skipSeparators(b, j);
      char atA = charAt(a, i);
      char atB = charAt(b, j);
      if (atA == '~' || atB == '~') {
        if (atA != atB) {
          return atA == '~' ? -1 : 1;
        }
        i++;
        j++;
      } else if (atA == '^' || atB == '^') {
        if (atA != atB) {
          return caretAgainst(atA, atB);
        }
        i++;
        j++;
      } else if (atA == END || atB == END) {
        break;
      } else {
        int difference = compareSegments(isDigit(atA));
        if (difference != 0) {
          return difference;
        }
      }
    }
    return Boolean.compare(i < a.length(), j < b.length());
  }

  /** One side has a caret: it is newer than the other's end, and older than anything else there. */
  private static int caretAgainst(char atA, char atB) {
    if (atA == '^') {
      return atB == END ? 1 : -1;
    }
    return atA == END ? -1 : 1;
  }

  private int compareSegments(boolean numeric) {
    int endA = segmentEnd(a, i, numeric);
    int endB = segmentEnd(b, j, numeric);
    if (endB == j) {
      return numeric ? 1 : -1;
    }
    int startA = numeric ? skipZeros(a, i, endA) : i;
    int startB = numeric ? skipZeros(b, j, endB) : j;
    i = endA;
    j = endB;
    if (numeric && endA - startA != endB - startB) {
      return Integer.compare(endA - startA, endB - startB);
    }
    return a.substring(startA, endA).compareTo(b.substring(startB, endB));
  }

  private static int segmentEnd(String text, int from, boolean numeric) {
    int end = from;
    while (end < text.length()
        && (numeric ? isDigit(text.charAt(end)) : isLetter(text.charAt(end)))) {
      end++;
    }
    return end;
  }

  private static int skipSeparators(String text, int from) {
    int at = from;
    while (at < text.length() && isSeparator(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static int skipZeros(String text, int from, int end) {
    int at = from;
    while (at < end && text.charAt(at) == '0') {
      at++;
    }
    return at;
  }

  private static boolean isSeparator(char c) {
    return !isDigit(c) && !isLetter(c) && c != '~' && c != '^';
  }

  /** RPM knows ASCII only, in any locale. */
  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static char charAt(String text, int index) {
    return index < text.length() ? text.charAt(index) : END;
  }
}
