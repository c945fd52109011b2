package io.github.imaallowlist.selinux.derive;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Which labels rules have to name, so that reading is measured as intended.
 *
 * @param others whose reading of a file is measured if no rule names its label
 * @param named whose reading is measured, for each label that rules name
 * @param overBudget labels that rules should have named, but for the budget: they are measured as
 *     the others are, which is more than intended
 * @param labelRules how many rules name a label
 */
record ReadPlan(
    MeasuredReads others,
    SortedMap<String, MeasuredReads> named,
    SortedSet<String> overBudget,
    int labelRules) {
  /**
   * A label outside the universe is missed where rules name what is measured, and only noise where
   * they name what is not. So the first has to save more than this many rules, which take 0.1 s at
   * a reload.
   */
  static final int NEAR = 8;

  ReadPlan {
    named = Collections.unmodifiableSortedMap(new TreeMap<>(named));
    overBudget = Collections.unmodifiableSortedSet(new TreeSet<>(overBudget));
  }

  /**
   * The plan with the fewest label rules, or nearly so (see {@link #NEAR}). The budget never makes
   * a plan measure less: what no longer fits is measured as all labels are that no rule names, and
   * where what has to be measured does not fit, more is measured of those.
   *
   * <p>A label that no rule names shares its treatment with all such labels, and every other label
   * needs a rule. One is enough, for a rule without a label can stand before or after it; only what
   * root alone reads takes two where nothing else is measured, since the kernel has no single
   * condition for root ({@code uid=0}, {@code euid=0}) and none for its opposite: {@code euid>0} is
   * true of a setuid program too, for the kernel then asks the real uid as well (ima_match_rules in
   * {@code ima_policy.c}). So the three plans here hold the smallest.
   *
   * @param intent for each label that can occur
   * @param importance those labels, with what is best kept within the budget first
   * @param budget at least 0
   */
  static ReadPlan smallest(
      SortedMap<String, MeasuredReads> intent, List<String> importance, int budget) {
    // Nothing but the budget makes everybody's reading of any label a thing to measure.
    Stream<MeasuredReads> defaults =
        intent.containsValue(MeasuredReads.ALL)
            ? Stream.of(MeasuredReads.ROOT, MeasuredReads.ALL, MeasuredReads.NONE)
            : Stream.of(MeasuredReads.ROOT, MeasuredReads.NONE);
    MeasuredReads least =
        defaults
            .flatMap(others -> of(others, intent, importance, Integer.MAX_VALUE).stream())
            .min(Comparator.comparingInt(ReadPlan::labelRulesAndRisk))
            .orElseThrow()
            .others();
    return Stream.of(MeasuredReads.values())
        .filter(others -> others.compareTo(least) >= 0)
        .flatMap(others -> of(others, intent, importance, budget).stream())
        .findFirst()
        .orElseThrow();
  }

  private int labelRulesAndRisk() {
    return others == MeasuredReads.NONE ? labelRules + NEAR : labelRules;
  }

  /** Empty if what has to be measured takes more rules than there may be. */
  private static Optional<ReadPlan> of(
      MeasuredReads others,
      SortedMap<String, MeasuredReads> intent,
      List<String> importance,
      int budget) {
    SortedMap<String, MeasuredReads> named = new TreeMap<>();
    List<String> lessThanOthers = new ArrayList<>();
    int rules = 0;
    for (String type : importance) {
      MeasuredReads reads = requireNonNull(intent.get(type));
      if (reads.compareTo(others) > 0) {
        named.put(type, reads);
        rules += rules(reads, others);
      } else if (reads != others) {
        lessThanOthers.add(type);
      }
    }
    if (rules > budget) {
      return Optional.empty();
    }
    int fitting = Math.min(lessThanOthers.size(), budget - rules);
    lessThanOthers
        .subList(0, fitting)
        .forEach(type -> named.put(type, requireNonNull(intent.get(type))));
    SortedSet<String> overBudget =
        new TreeSet<>(lessThanOthers.subList(fitting, lessThanOthers.size()));
    return Optional.of(new ReadPlan(others, named, overBudget, rules + fitting));
  }

  private static int rules(MeasuredReads reads, MeasuredReads others) {
    return others == MeasuredReads.NONE && reads == MeasuredReads.ROOT ? 2 : 1;
  }

  /** Labels that rules name to measure just so much. */
  SortedSet<String> named(MeasuredReads reads) {
    SortedSet<String> types = new TreeSet<>();
    named.forEach(
        (type, measured) -> {
          if (measured == reads) {
            types.add(type);
          }
        });
    return types;
  }
}
