package io.github.imaallowlist.selinux.policy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A condition as setools shows it, with all expressions that it can be.
 *
 * <p>The policy has a condition in postfix order. To show it, setools 4.0 to 4.7 ({@code
 * Conditional.__str__} in {@code policyrep/boolcond.pxi}) swaps the operands of each operator, and
 * puts parentheses around an operation unless the operator that came <em>before it in postfix
 * order</em>, whosever operand that was in, binds more tightly. So {@code ( c && b || a )} is
 * {@code (a || b) && c}; and {@code ! c && b || a} may be that too, with {@code !c}, or {@code a ||
 * (b && !c)}. Here all expressions are followed that would be shown so.
 */
final class ShownCondition implements BooleanExpression {
  private final String text;
  private final ConditionChain chain;
  private final SortedSet<String> booleans;

  private ShownCondition(String text, ConditionChain chain, SortedSet<String> booleans) {
    this.text = text;
    this.chain = chain;
    this.booleans = Collections.unmodifiableSortedSet(booleans);
  }

  static ShownCondition parse(String text) {
    Parser parser = new Parser(text);
    ConditionChain chain = parser.chain(0);
    parser.requireEnd();
    ShownCondition condition = new ShownCondition(text, chain, parser.booleans);
    if (chain.possibleValues(name -> false) == 0) {
      throw new IllegalArgumentException("parentheses that no expression is shown with");
    }
    return condition;
  }

  @Override
  public boolean evaluate(Predicate<String> values) {
    int possible = chain.possibleValues(values);
    if (possible == ConditionChain.EITHER) {
      throw new IllegalStateException("ambiguous: " + text);
    }
    return possible == ConditionChain.TRUE;
  }

  @Override
  public boolean isAmbiguous(Predicate<String> values) {
    return chain.possibleValues(values) == ConditionChain.EITHER;
  }

  @Override
  public SortedSet<String> booleans() {
    return booleans;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ShownCondition condition && text.equals(condition.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** As setools shows it. */
  @Override
  public String toString() {
    return text;
  }

  /** Reads words with one space between them. */
  private static final class Parser {
    private final Deque<String> words;
    private final SortedSet<String> booleans = new TreeSet<>();
    private int operands;

    Parser(String text) {
      words = new ArrayDeque<>(Arrays.asList(text.split(" ", -1)));
    }

    ConditionChain chain(int depth) {
      List<ConditionChain.Operand> chain = new ArrayList<>();
      List<ConditionOperator> operators = new ArrayList<>();
      chain.add(operand(depth));
      Optional<ConditionOperator> operator = ConditionOperator.of(next());
      while (operator.isPresent()) {
        words.remove();
        operators.add(operator.get());
        chain.add(operand(depth));
        operator = ConditionOperator.of(next());
      }
      return new ConditionChain(chain, operators);
    }

    private ConditionChain.Operand operand(int depth) {
      requireWithin(depth <= SetoolsLimits.CONDITION_DEPTH);
      boolean negated = skip("!");
      if (!skip("(")) {
        return new ConditionChain.Named(name(), negated);
      }
      ConditionChain inner = chain(depth + 1);
      if (!skip(")")) {
        throw new IllegalArgumentException("no ) where one is needed");
      }
      requireParentheses(inner, negated);
      return negated ? new ConditionChain.Negated(inner) : new ConditionChain.Grouped(inner);
    }

    /** Only operations have some of their own, and {@code !} gives a boolean none. */
    private static void requireParentheses(ConditionChain inner, boolean negated) {
      Optional<ConditionChain.Operand> single = inner.single();
      boolean isBoolean =
          single.isPresent()
              && single.get() instanceof ConditionChain.Named named
              && !named.negated();
      if (negated ? isBoolean : single.isPresent()) {
        throw new IllegalArgumentException("parentheses that no expression is shown with");
      }
    }

    private String name() {
      String word = next();
      if (!PolicyNames.isName(word)) {
        throw new IllegalArgumentException("no boolean where one is needed");
      }
      words.remove();
      booleans.add(word);
      operands++;
      requireWithin(operands <= SetoolsLimits.CONDITION_OPERANDS);
      return word;
    }

    private static void requireWithin(boolean limit) {
      if (!limit) {
        throw new IllegalArgumentException("more operands or parentheses than can be expected");
      }
    }

    void requireEnd() {
      if (!words.isEmpty()) {
        throw new IllegalArgumentException("no operator where one is needed");
      }
    }

    private boolean skip(String word) {
      boolean there = next().equals(word);
      if (there) {
        words.remove();
      }
      return there;
    }

    /** The next word, still to be read; empty at the end. */
    private String next() {
      Iterator<String> left = words.iterator();
      return left.hasNext() ? left.next() : "";
    }
  }
}
