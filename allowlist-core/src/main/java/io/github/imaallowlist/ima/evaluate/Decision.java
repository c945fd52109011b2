package io.github.imaallowlist.ima.evaluate;

import io.github.imaallowlist.ima.policy.ImaRule;
import java.util.List;

/**
 * What a policy says of an event.
 *
 * @param rules those that decide, or that can, for what is known of the event; in the policy's
 *     order. None if no rule matches. If all is known there is one at most
 */
public record Decision(Outcome outcome, List<DecidingRule> rules) {
  public Decision {
    rules = List.copyOf(rules);
  }

  /** Whether the file or the data goes into the log. */
  public enum Outcome {
    MEASURED,
    NOT_MEASURED,
    /** On what is not known of the event. */
    DEPENDS
  }

  /**
   * A rule and its place.
   *
   * @param index in {@code ImaPolicy.rules()}, from 0
   */
  public record DecidingRule(int index, ImaRule rule) {}
}
