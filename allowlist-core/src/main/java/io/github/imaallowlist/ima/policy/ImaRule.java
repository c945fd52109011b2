package io.github.imaallowlist.ima.policy;

import java.util.List;
import java.util.Optional;

/**
 * One rule of an IMA policy. A rule that every kernel refuses, for its conditions do not go
 * together or with its action, cannot be made ({@link RuleValidity}).
 *
 * @param conditions conditions and options, in the order in which they are written
 */
public record ImaRule(ImaAction action, List<ImaCondition> conditions) {
  public ImaRule {
    conditions = List.copyOf(conditions);
    List<RuleProblem> problems = RuleValidity.problems(action, conditions);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(problems.get(0).problem());
    }
  }

  public static ImaRule of(ImaAction action, ImaCondition... conditions) {
    return new ImaRule(action, List.of(conditions));
  }

  /** The hook that the rule is for; empty if it names none, and so is for all. */
  public Optional<ImaHook> hook() {
    return condition(ImaCondition.Func.class).map(ImaCondition.Func::hook);
  }

  /** The rule's condition of a kind; there is at most one. */
  public <T extends ImaCondition> Optional<T> condition(Class<T> kind) {
    for (ImaCondition condition : conditions) {
      if (kind.isInstance(condition)) {
        return Optional.of(kind.cast(condition));
      }
    }
    return Optional.empty();
  }

  /** As it stands in a policy, without the end of its line. */
  public String text() {
    StringBuilder text = new StringBuilder(action.word());
    for (ImaCondition condition : conditions) {
      text.append(' ').append(condition.text());
    }
    return text.toString();
  }
}
