package io.github.imaallowlist.selinux.regex;

import java.util.Arrays;

/**
 * Finds the last regex of a set that matches a text. For one thread at a time.
 *
 * <p>It goes on from where a text parts from the one before: lists of paths are mostly sorted, or
 * walk through folders.
 */
public final class RegexMatcher {
  /** Longer texts are begun at their start. */
  private static final int KEPT_LENGTH = 4096;

  private final LazyDfa dfa;

  /** The text before, and the state after so many bytes of it. */
  private final byte[] kept = new byte[KEPT_LENGTH];

  private final int[] states = new int[KEPT_LENGTH + 1];
  private int keptLength;
  private int keptSince;

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
    boolean newline = from < to && bytes[to - 1] == '\n';
    if (!newline) {
      return dfa.matchOf(stateAfter(bytes, from, to), kind);
    }
    // PCRE2's $ holds before a last newline too, for libselinux does not set DOLLAR_ENDONLY.
    int match = dfa.matchOf(stateAfter(bytes, from, to - 1), kind);
    return Math.max(match, dfa.matchOf(stateAfter(bytes, from, to), kind));
  }

  private int stateAfter(byte[] bytes, int from, int to) {
    int length = to - from;
    if (length > KEPT_LENGTH) {
      int state = dfa.start();
      for (int i = from; i < to; i++) {
        state = dfa.next(state, bytes[i] & 0xff);
      }
      return state;
    }
    int common = common(bytes, from, to);
    int state = common == 0 ? dfa.start() : states[common];
    keptSince = dfa.timesBegunAnew();
    for (int i = common; i < length; i++) {
      state = dfa.next(state, bytes[from + i] & 0xff);
      states[i + 1] = state;
    }
    System.arraycopy(bytes, from + common, kept, common, length - common);
    keptLength = length;
    return state;
  }

  /** How many bytes of the text before this one has as well; none if its states are no more. */
  private int common(byte[] bytes, int from, int to) {
    if (keptSince != dfa.timesBegunAnew()) {
      return 0;
    }
    int mismatch = Arrays.mismatch(kept, 0, keptLength, bytes, from, to);
    return mismatch < 0 ? keptLength : mismatch;
  }

  int timesBegunAnew() {
    return dfa.timesBegunAnew();
  }
}
