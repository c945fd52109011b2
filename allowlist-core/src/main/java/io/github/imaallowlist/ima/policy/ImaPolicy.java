package io.github.imaallowlist.ima.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A policy file: rules, in the order in which the kernel asks them, with comments between. */
public record ImaPolicy(List<PolicyLine> lines) {
  public ImaPolicy {
    lines = List.copyOf(lines);
  }

  /** A policy of these rules, without comments. */
  public static ImaPolicy of(ImaRule... rules) {
    List<PolicyLine> lines = new ArrayList<>();
    for (ImaRule rule : rules) {
      lines.add(new PolicyLine.Rule(rule));
    }
    return new ImaPolicy(lines);
  }

  /**
   * The same policy with each type called otherwise, such as an alias by its type's own name.
   *
   * @param names from a name in {@code obj_type=} or {@code subj_type=} to the new one
   */
  public ImaPolicy withTypes(UnaryOperator<String> names) {
    return new ImaPolicy(lines.stream().map(line -> withTypes(line, names)).toList());
  }

  private static PolicyLine withTypes(PolicyLine line, UnaryOperator<String> names) {
    if (!(line instanceof PolicyLine.Rule rule)) {
      return line;
    }
    List<ImaCondition> conditions =
        rule.rule().conditions().stream().map(condition -> withTypes(condition, names)).toList();
    return new PolicyLine.Rule(new ImaRule(rule.rule().action(), conditions));
  }

  private static ImaCondition withTypes(ImaCondition condition, UnaryOperator<String> names) {
    if (condition instanceof ImaCondition.ObjType type) {
      return new ImaCondition.ObjType(names.apply(type.name()));
    }
    if (condition instanceof ImaCondition.SubjType type) {
      return new ImaCondition.SubjType(names.apply(type.name()));
    }
    return condition;
  }

  /** The rules alone. */
  public List<ImaRule> rules() {
    List<ImaRule> rules = new ArrayList<>();
    for (PolicyLine line : lines) {
      if (line instanceof PolicyLine.Rule rule) {
        rules.add(rule.rule());
      }
    }
    return List.copyOf(rules);
  }
}
