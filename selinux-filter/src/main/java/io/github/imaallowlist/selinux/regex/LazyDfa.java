package io.github.imaallowlist.selinux.regex;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The deterministic automaton of a set of regexes, made as far as texts have called for it (Aho,
 * Sethi and Ullman, "Compilers", 3.7; the bound as in RE2).
 *
 * <p>When it has grown to its bound it is begun anew from where it stands. So it takes a bounded
 * room, and for each byte of a text no longer than there are states in the other automaton.
 */
final class LazyDfa {
  private static final int UNKNOWN = -1;

  private final Nfa nfa;
  private final NfaWalk walk;
  private final int[] startStates;
  private final int[] kindsOf;
  private final int kinds;
  private final int[] classOf;
  private final int classes;
  private final int bound;

  /** Row by row, a row for each state: the next state for each class of bytes. */
  private int[] table;

  /** Likewise: the last regex that matches here, for each kind, or -1. */
  private int[] matches;

  private int[][] members = new int[64][];
  private int size;
  private int startState = UNKNOWN;

  /** The room taken, in ints. */
  private long ints;

  /** How often it was begun anew. */
  private int beginnings;

  private final Map<Key, Integer> states = new HashMap<>();

  /**
   * @param bound of the room that it takes, in ints
   */
  LazyDfa(Nfa nfa, int start, int[] kindsOf, int kinds, int bound) {
    this.nfa = nfa;
    this.kindsOf = kindsOf;
    this.kinds = kinds;
    this.bound = bound;
    ByteClasses byteClasses = new ByteClasses(nfa.byteSets());
    classOf = byteClasses.table();
    classes = byteClasses.count();
    table = new int[64 * classes];
    matches = new int[64 * kinds];
    walk = new NfaWalk(nfa);
    startStates = walk.enter(start);
  }

  /** The state before a text. */
  int start() {
    if (startState == UNKNOWN) {
      startState = stateOf(startStates);
    }
    return startState;
  }

  /** The state after one more byte, 0 to 255; what states were known before may be no more. */
  int next(int state, int value) {
    int known = table[state * classes + classOf[value]];
    return known != UNKNOWN ? known : make(state, value);
  }

  /** The number of the last regex for a kind that matches all that was read, or -1. */
  int matchOf(int state, int kind) {
    return matches[state * kinds + kind];
  }

  int timesBegunAnew() {
    return beginnings;
  }

  private int make(int state, int value) {
    int[] set = walk.step(members[state], value);
    int before = beginnings;
    int next = stateOf(set);
    if (before == beginnings) {
      table[state * classes + classOf[value]] = next;
    }
    return next;
  }

  private int stateOf(int[] set) {
    Key key = new Key(set);
    Integer known = states.get(key);
    if (known != null) {
      return known;
    }
    if (ints > bound) {
      states.clear();
      Arrays.fill(members, null);
      size = 0;
      ints = 0;
      startState = UNKNOWN;
      beginnings++;
    }
    grow();
    Arrays.fill(table, size * classes, (size + 1) * classes, UNKNOWN);
    members[size] = set;
    findMatches(set);
    ints += classes + kinds + 24L + set.length;
    states.put(key, size);
    return size++;
  }

  private void grow() {
    if (size == members.length) {
      members = Arrays.copyOf(members, size * 2);
      table = Arrays.copyOf(table, size * 2 * classes);
      matches = Arrays.copyOf(matches, size * 2 * kinds);
    }
  }

  private void findMatches(int[] set) {
    int row = size * kinds;
    Arrays.fill(matches, row, row + kinds, -1);
    for (int state : set) {
      int regex = nfa.matchOf(state);
      for (int kind = 0; regex >= 0 && kind < kinds; kind++) {
        if ((kindsOf[regex] >>> kind & 1) != 0) {
          matches[row + kind] = Math.max(matches[row + kind], regex);
        }
      }
    }
  }

  private static final class Key {
    private final int[] set;
    private final int hash;

    Key(int[] set) {
      this.set = set;
      this.hash = Arrays.hashCode(set);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key that && Arrays.equals(set, that.set);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }
}
