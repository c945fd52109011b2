package io.github.imaallowlist.ima.evaluate;

import java.util.Optional;
import java.util.function.Predicate;

/** Whether a condition holds for an event, as far as the event is known. */
enum Match {
  YES,
  NO,
  UNKNOWN;

  static Match of(boolean holds) {
    return holds ? YES : NO;
  }

  /** Unknown where the value is. */
  static <T> Match of(Optional<T> value, Predicate<T> condition) {
    return value.map(known -> of(condition.test(known))).orElse(UNKNOWN);
  }

  Match and(Match other) {
    if (this == NO || other == NO) {
      return NO;
    }
    return this == YES ? other : this;
  }

  Match or(Match other) {
    if (this == YES || other == YES) {
      return YES;
    }
    return this == NO ? other : this;
  }
}
