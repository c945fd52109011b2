package io.github.imaallowlist.selinux.policy;

import java.util.SortedSet;
import java.util.function.Predicate;

/** An expression over a policy's booleans. */
public interface BooleanExpression {
  /**
   * @param values of the booleans, by name
   */
  boolean evaluate(Predicate<String> values);

  /** The booleans in it. */
  SortedSet<String> booleans();
}
