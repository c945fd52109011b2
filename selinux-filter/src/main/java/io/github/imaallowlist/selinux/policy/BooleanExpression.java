package io.github.imaallowlist.selinux.policy;

import java.util.SortedSet;
import java.util.function.Predicate;

/** An expression over a policy's booleans. */
public interface BooleanExpression {
  /**
   * The expression that setools shows as this text.
   *
   * @throws IllegalArgumentException with a sentence about what is wrong with the text
   */
  static BooleanExpression parse(String text) {
    return ShownCondition.parse(text);
  }

  /**
   * @param values of the booleans, by name
   * @throws IllegalStateException if {@link #isAmbiguous} with these values
   */
  boolean evaluate(Predicate<String> values);

  /**
   * Whether the text that the expression was read from can be of several expressions, and these
   * have different values for these values of the booleans: setools leaves out parentheses.
   */
  default boolean isAmbiguous(Predicate<String> values) {
    return false;
  }

  /** The booleans in it. */
  SortedSet<String> booleans();
}
