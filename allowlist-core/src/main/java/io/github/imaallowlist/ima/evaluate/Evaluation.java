package io.github.imaallowlist.ima.evaluate;

import io.github.imaallowlist.ima.evaluate.Decision.DecidingRule;
import io.github.imaallowlist.ima.evaluate.Decision.Outcome;
import io.github.imaallowlist.ima.policy.ActionFamily;
import io.github.imaallowlist.ima.policy.ImaHook;
import io.github.imaallowlist.ima.policy.ImaPolicy;
import io.github.imaallowlist.ima.policy.ImaRule;
import java.util.ArrayList;
import java.util.List;

/**
 * Which rule decides about an event ({@code ima_policy.c}, ima_match_policy): of each family of
 * actions the first that matches, whatever rules of other families match before it.
 *
 * <p>Types are compared by name. A rule may name an alias, which the kernel resolves: give the
 * policy {@link ImaPolicy#withTypes} first. The rules that a kernel may have put before the
 * policy's by itself (secure boot) are not looked at, nor whether the file was measured before.
 */
public final class Evaluation {
  private Evaluation() {}

  /** Whether the event is measured. */
  public static Decision decide(ImaPolicy policy, ImaEvent event) {
    return decide(policy.rules(), event, ActionFamily.MEASURE);
  }

  /**
   * As {@link #decide(ImaPolicy, ImaEvent)}, for many events.
   *
   * @param rules of the policy, all of them
   * @param family whose action is asked for; {@code MEASURED} then stands for that action
   */
  public static Decision decide(List<ImaRule> rules, ImaEvent event, ActionFamily family) {
    List<DecidingRule> deciding = new ArrayList<>();
    if (event.hook() == ImaHook.SETXATTR_CHECK) {
      return new Decision(Outcome.NOT_MEASURED, deciding); // read at load time, never asked
    }
    boolean canAct = false;
    boolean canNot = false;
    for (int index = 0; index < rules.size(); index++) {
      ImaRule rule = rules.get(index);
      Match match = rule.action().family() == family ? RuleMatch.of(rule, event) : Match.NO;
      if (match != Match.NO) {
        deciding.add(new DecidingRule(index, rule));
        canAct |= rule.action().acts();
        canNot |= !rule.action().acts();
      }
      if (match == Match.YES) {
        return new Decision(outcome(canAct, canNot), deciding);
      }
    }
    return new Decision(outcome(canAct, true), deciding);
  }

  private static Outcome outcome(boolean canAct, boolean canNot) {
    if (canAct && canNot) {
      return Outcome.DEPENDS;
    }
    return canAct ? Outcome.MEASURED : Outcome.NOT_MEASURED;
  }
}
