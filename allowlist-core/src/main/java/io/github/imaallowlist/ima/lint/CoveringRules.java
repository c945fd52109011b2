package io.github.imaallowlist.ima.lint;

import io.github.imaallowlist.ima.policy.ActionFamily;
import io.github.imaallowlist.ima.policy.Comparison;
import io.github.imaallowlist.ima.policy.ImaCondition;
import io.github.imaallowlist.ima.policy.ImaHook;
import io.github.imaallowlist.ima.policy.ImaRule;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rules seen so far, to be asked for one that covers a later one. A rule lies under one
 * condition that no other condition implies, so that few are compared.
 */
final class CoveringRules {
  private static final String NO_CONDITION = "";

  /** A rule with its line. */
  record Placed(int line, ImaRule rule) {}

  private final Map<ActionFamily, Map<String, List<Placed>>> rules =
      new EnumMap<>(ActionFamily.class);
  private long comparisons;

  void add(Placed placed) {
    rules
        .computeIfAbsent(placed.rule().action().family(), family -> new HashMap<>())
        .computeIfAbsent(place(placed.rule()), place -> new ArrayList<>())
        .add(placed);
  }

  /** Whether rules were compared as often as {@link LintLimits} lets them be. */
  boolean isExhausted() {
    return comparisons > LintLimits.COMPARISONS;
  }

  /** The first rule of the family that matches all events of a hook that fulfil the conditions. */
  Optional<Placed> covering(
      ActionFamily family, Optional<ImaHook> hook, List<ImaCondition> conditions) {
    Map<String, List<Placed>> ofFamily = rules.getOrDefault(family, Map.of());
    List<String> places = new ArrayList<>(List.of(NO_CONDITION));
    conditions.forEach(condition -> places.add(condition.text()));
    for (String place : places) {
      for (Placed placed : ofFamily.getOrDefault(place, List.of())) {
        comparisons++;
        if (isExhausted()) {
          return Optional.empty();
        }
        if (RuleCover.covers(placed.rule(), hook, conditions)) {
          return Optional.of(placed);
        }
      }
    }
    return Optional.empty();
  }

  private static String place(ImaRule rule) {
    for (ImaCondition condition : rule.conditions()) {
      if (followsFromItselfAlone(condition)) {
        return condition.text();
      }
    }
    return NO_CONDITION;
  }

  private static boolean followsFromItselfAlone(ImaCondition condition) {
    if (condition instanceof ImaCondition.OfId id) {
      // At hooks of named data only the uid counts.
      return id.comparison() == Comparison.EQUAL && !(id instanceof ImaCondition.Gid);
    }
    return switch (condition.keyword()) {
      case OBJ_USER, OBJ_ROLE, OBJ_TYPE, SUBJ_USER, SUBJ_ROLE, SUBJ_TYPE -> true;
      case FSMAGIC, FSNAME, FS_SUBTYPE, FSUUID -> true;
      default -> false;
    };
  }
}
