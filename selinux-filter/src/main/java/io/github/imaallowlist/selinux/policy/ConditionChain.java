package io.github.imaallowlist.selinux.policy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Operands with operators between them, and no parentheses that would say what belongs together.
 *
 * <p>Sets of possible values are bits, {@link #FALSE} and {@link #TRUE}. Answers are such sets, by
 * the precedence of the operator that comes last in postfix order (1 to 5): it decides whether the
 * operation around it is shown with parentheses.
 */
record ConditionChain(List<Operand> operands, List<ConditionOperator> operators) {
  static final int FALSE = 1;
  static final int TRUE = 2;
  static final int EITHER = FALSE | TRUE;

  /** The precedence of {@code !}, the highest. */
  static final int NOT = 5;

  ConditionChain {
    operands = List.copyOf(operands);
    operators = List.copyOf(operators);
  }

  /** What stands between operators. */
  sealed interface Operand permits Named, Negated, Grouped {
    /**
     * @param before the precedence of the operator that comes before this in postfix order
     */
    int[] shown(Predicate<String> values, int before);
  }

  /** {@code a} or {@code ! a}. */
  record Named(String name, boolean negated) implements Operand {
    @Override
    public int[] shown(Predicate<String> values, int before) {
      int[] shown = new int[NOT + 1];
      shown[negated ? NOT : before] = values.test(name) != negated ? TRUE : FALSE;
      return shown;
    }
  }

  /** {@code ! ( a && b )}, the parentheses being those of the {@code !}. */
  record Negated(ConditionChain inner) implements Operand {
    @Override
    public int[] shown(Predicate<String> values, int before) {
      int[] shown = new int[NOT + 1];
      shown[NOT] = negation(union(inner.shown(values, before, false)));
      return shown;
    }
  }

  /** {@code ( a && b )}. */
  record Grouped(ConditionChain inner) implements Operand {
    @Override
    public int[] shown(Predicate<String> values, int before) {
      return inner.shown(values, before, true);
    }
  }

  /** The one operand that this is. */
  Optional<Operand> single() {
    return operators.isEmpty() ? Optional.of(operands.get(0)) : Optional.empty();
  }

  /** Whatever the last operator; the set is empty if nothing is shown so. */
  int possibleValues(Predicate<String> values) {
    return union(shown(values, NOT, false));
  }

  private int[] shown(Predicate<String> values, int before, boolean parentheses) {
    return new Reading(values).shown(0, operands.size() - 1, before, parentheses);
  }

  private static int union(int[] byLast) {
    int union = 0;
    for (int set : byLast) {
      union |= set;
    }
    return union;
  }

  private static int negation(int set) {
    return (set & FALSE) << 1 | (set & TRUE) >> 1;
  }

  /** All ways to tell what belongs together, each part of the chain being looked at once. */
  private final class Reading {
    private final Predicate<String> values;
    private final Map<Integer, int[]> known = new HashMap<>();

    Reading(Predicate<String> values) {
      this.values = values;
    }

    int[] shown(int first, int last, int before, boolean parentheses) {
      int key = (first * operands.size() + last) * (NOT + 1) + before;
      int[] shown = known.get(key);
      if (shown == null) {
        shown =
            first == last
                ? operands.get(first).shown(values, before)
                : operation(first, last, before, parentheses);
        known.put(key, shown);
      }
      return shown;
    }

    /** The right operand comes first in postfix order, as setools shows it. */
    private int[] operation(int first, int last, int before, boolean parentheses) {
      int[] shown = new int[NOT + 1];
      for (int at = first; at < last; at++) {
        ConditionOperator operator = operators.get(at);
        int[] right = shown(at + 1, last, before, false);
        for (int between = 1; between <= NOT; between++) {
          if (right[between] != 0) {
            int[] left = shown(first, at, between, false);
            for (int latest = 1; latest <= NOT; latest++) {
              if (latest > operator.precedence() != parentheses) {
                shown[operator.precedence()] |= operator.apply(left[latest], right[between]);
              }
            }
          }
        }
      }
      return shown;
    }
  }
}
