package io.github.imaallowlist.selinux.regex;

/** Finds the last regex of a set that matches a text. For one thread at a time. */
public final class RegexMatcher {
  private final LazyDfa dfa;

  RegexMatcher(LazyDfa dfa) {
    this.dfa = dfa;
  }

  /**
   * The number of the last regex for a kind that matches a text, or -1 if none does. The time is
   * linear in the text's length.
   *
   * @param from where in the bytes the text begins
   * @param to where it ends
   */
  public int lastMatch(byte[] bytes, int from, int to, int kind) {
    int state = dfa.start();
    int last = to - 1;
    for (int i = from; i < last; i++) {
      state = dfa.next(state, bytes[i] & 0xff);
    }
    int match = -1;
    if (from <= last) {
      // PCRE2's $ holds before a last newline too, for libselinux does not set DOLLAR_ENDONLY.
      match = bytes[last] == '\n' ? dfa.matchOf(state, kind) : -1;
      state = dfa.next(state, bytes[last] & 0xff);
    }
    return Math.max(match, dfa.matchOf(state, kind));
  }

  int timesBegunAnew() {
    return dfa.timesBegunAnew();
  }
}
