package io.github.imaallowlist.format;

/**
 * How often a part of a pattern is repeated.
 *
 * @param max {@link #UNBOUNDED} if there is none
 */
record Quantifier(int min, int max) {
  static final int UNBOUNDED = Integer.MAX_VALUE;

  /** The largest count taken; Python takes more, to nobody's use in a path. */
  private static final int MAX_COUNT = 1000;

  private static final Quantifier ONCE = new Quantifier(1, 1);

  boolean isOnce() {
    return min == 1 && max == 1;
  }

  /** In how many different numbers of repeats it may end. */
  long ways(long ofUnbounded) {
    return max == UNBOUNDED ? ofUnbounded : max - min + 1L;
  }

  /** The quantifier at the text's position; once if there is none. */
  static Quantifier parse(PatternText text) {
    Quantifier quantifier;
    if (text.take('*')) {
      quantifier = new Quantifier(0, UNBOUNDED);
    } else if (text.take('+')) {
      quantifier = new Quantifier(1, UNBOUNDED);
    } else if (text.take('?')) {
      quantifier = new Quantifier(0, 1);
    } else if (text.take('{')) {
      quantifier = counts(text);
    } else {
      return ONCE;
    }
    text.take('?');
    if (text.isNext('*') || text.isNext('+') || text.isNext('?') || text.isNext('{')) {
      throw text.flaw("a repeat of a repeat");
    }
    return quantifier;
  }

  private static Quantifier counts(PatternText text) {
    int min = count(text);
    int max = min;
    if (text.take(',')) {
      max = text.isNext('}') ? UNBOUNDED : count(text);
    }
    if (max == 0 || max < min) {
      throw text.flaw("a repeat whose largest count is 0 or below its smallest");
    }
    if (!text.take('}')) {
      throw text.flaw("'{m}', '{m,}' or '{m,n}' is expected; write '\\{' for the character");
    }
    return new Quantifier(min, max);
  }

  private static int count(PatternText text) {
    int value = 0;
    boolean any = false;
    while (!text.atEnd() && text.peek() >= '0' && text.peek() <= '9') {
      value = value * 10 + text.next() - '0';
      any = true;
      if (value > MAX_COUNT) {
        throw text.flaw("a count above " + MAX_COUNT);
      }
    }
    if (!any) {
      throw text.flaw("a count is expected; write '\\{' for the character");
    }
    return value;
  }
}
