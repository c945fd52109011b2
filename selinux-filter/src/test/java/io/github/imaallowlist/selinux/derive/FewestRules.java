package io.github.imaallowlist.selinux.derive;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Searches all sequences of rules for the one with the fewest labels, for a few types.
 *
 * <p>A policy is a table of bits: for each type, and one that no rule names, whether reading is
 * measured of a process that has as uid and euid 0 and 0, 0 and another, another and 0, another and
 * another. A rule before all others overwrites what it matches. So a search from the empty policy,
 * in which rules without a label cost nothing, finds them all.
 */
final class FewestRules {
  private static final int READERS = 4;

  /** Which readers a rule without a condition, with uid=0 and with euid=0 matches. */
  private static final int[] CONDITIONS = {0b1111, 0b0011, 0b0101};

  private final int types;

  FewestRules(int types) {
    this.types = types;
  }

  /** The policy that measures just so; the last column is that of other types. */
  static int policy(Map<String, MeasuredReads> intent, MeasuredReads others) {
    int policy = 0;
    int type = 0;
    for (MeasuredReads reads : intent.values()) {
      policy |= readers(reads) << (READERS * type++);
    }
    return policy | (readers(others) << (READERS * type));
  }

  private static int readers(MeasuredReads reads) {
    return switch (reads) {
      case NONE -> 0;
      case ROOT -> 0b0111;
      case ALL -> 0b1111;
    };
  }

  /** How many rules with a label each policy takes. */
  Map<Integer, Integer> toEveryPolicy() {
    Map<Integer, Integer> fewest = new HashMap<>();
    Deque<Integer> open = new ArrayDeque<>();
    fewest.put(0, 0);
    open.add(0);
    while (!open.isEmpty()) {
      int policy = open.removeFirst();
      int rules = requireNonNull(fewest.get(policy));
      for (int condition : CONDITIONS) {
        int everywhere = 0;
        for (int type = 0; type <= types; type++) {
          everywhere |= condition << (READERS * type);
        }
        for (int next : overwritten(policy, everywhere)) {
          if (better(fewest, next, rules)) {
            open.addFirst(next);
          }
        }
        for (int type = 0; type < types; type++) {
          for (int next : overwritten(policy, condition << (READERS * type))) {
            if (better(fewest, next, rules + 1)) {
              open.addLast(next);
            }
          }
        }
      }
    }
    return fewest;
  }

  /** With a rule before it that measures what it matches, and with one that leaves it out. */
  private static Collection<Integer> overwritten(int policy, int matched) {
    return List.of(policy | matched, policy & ~matched);
  }

  private static boolean better(Map<Integer, Integer> fewest, int policy, int rules) {
    if (fewest.getOrDefault(policy, Integer.MAX_VALUE) <= rules) {
      return false;
    }
    fewest.put(policy, rules);
    return true;
  }
}
