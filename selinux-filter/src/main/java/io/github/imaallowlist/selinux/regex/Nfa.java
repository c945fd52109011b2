package io.github.imaallowlist.selinux.regex;

import io.github.imaallowlist.selinux.regex.RegexException.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A nondeterministic automaton after Thompson ("Regular expression search algorithm", 1968). It
 * grows while regexes are compiled into it, and does not change after.
 *
 * <p>A state is one of three: it takes a byte out of a set and leads on to one state; it leads on
 * to two without taking any; or it says that a regex matches.
 */
final class Nfa {
  private static final int FORK = -1;
  private static final int MATCH = -2;

  /** The number of the set, {@link #FORK} or {@link #MATCH}. */
  private int[] kinds = new int[1024];

  /** The state that comes next; the number of the regex, for a match. */
  private int[] nexts = new int[1024];

  /** A fork's other state. */
  private int[] others = new int[1024];

  private int size;
  private final List<ByteSet> sets = new ArrayList<>();
  private final Map<ByteSet, Integer> numbers = new HashMap<>();

  int size() {
    return size;
  }

  /** The sets of bytes that states take, each once. */
  List<ByteSet> byteSets() {
    return sets;
  }

  int addByte(ByteSet set, int next) throws RegexException {
    Integer number = numbers.get(set);
    if (number == null) {
      if (sets.size() == RegexLimits.BYTE_SETS) {
        throw new RegexException(
            Reason.LIMIT,
            "more than %,d different character classes".formatted(RegexLimits.BYTE_SETS));
      }
      number = sets.size();
      sets.add(set);
      numbers.put(set, number);
    }
    return add(number, next, 0);
  }

  int addFork(int next, int other) throws RegexException {
    return add(FORK, next, other);
  }

  int addMatch(int regex) throws RegexException {
    return add(MATCH, regex, 0);
  }

  /** Leads a fork to other states than it was made with: loops are made so. */
  void setFork(int fork, int next, int other) {
    nexts[fork] = next;
    others[fork] = other;
  }

  private int add(int kind, int next, int other) throws RegexException {
    if (size == RegexLimits.STATES) {
      throw new RegexException(
          Reason.LIMIT, "all regexes need more than %,d states".formatted(RegexLimits.STATES));
    }
    if (size == kinds.length) {
      kinds = Arrays.copyOf(kinds, size * 2);
      nexts = Arrays.copyOf(nexts, size * 2);
      others = Arrays.copyOf(others, size * 2);
    }
    kinds[size] = kind;
    nexts[size] = next;
    others[size] = other;
    return size++;
  }

  /** The regex that this state says matches, or -1. */
  int matchOf(int state) {
    return kinds[state] == MATCH ? nexts[state] : -1;
  }

  boolean isFork(int state) {
    return kinds[state] == FORK;
  }

  /** Whether the state takes this byte. */
  boolean takes(int state, int value) {
    return kinds[state] >= 0 && sets.get(kinds[state]).contains(value);
  }

  /** The state that follows one that takes a byte, or a fork's first. */
  int next(int state) {
    return nexts[state];
  }

  /** A fork's other state. */
  int other(int state) {
    return others[state];
  }
}
