package io.github.imaallowlist.selinux.derive;

import static io.github.imaallowlist.selinux.derive.MeasuredReads.ALL;
import static io.github.imaallowlist.selinux.derive.MeasuredReads.NONE;
import static io.github.imaallowlist.selinux.derive.MeasuredReads.ROOT;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReadPlanTest {
  @Test
  void whatIsLeftOutIsNamedWhereItIsLess() {
    ReadPlan plan = plan(intent(0, 30, 10), 150);

    assertThat(plan.others()).isEqualTo(ROOT);
    assertThat(plan.named(NONE)).hasSize(10);
    assertThat(plan.named(ROOT)).isEmpty();
    assertThat(plan.labelRules()).isEqualTo(10);
  }

  @Test
  void whatIsMeasuredIsNamedWhereItIsMuchLess() {
    ReadPlan plan = plan(intent(1, 2, 40), 150);

    assertThat(plan.others()).isEqualTo(NONE);
    assertThat(plan.named(ALL)).hasSize(1);
    assertThat(plan.named(ROOT)).hasSize(2);
    assertThat(plan.labelRules()).isEqualTo(1 + 2 * 2);
  }

  @Test
  void whereCountsAreNearAnUnknownLabelIsMeasured() {
    assertThat(plan(intent(0, 10, 20 + ReadPlan.NEAR), 150).others()).isEqualTo(ROOT);
    assertThat(plan(intent(0, 10, 21 + ReadPlan.NEAR), 150).others()).isEqualTo(NONE);
  }

  @Test
  void everybodysReadingIsTheDefaultWhereFewLabelsAreExcepted() {
    ReadPlan plan = plan(intent(100, 3, 2), 150);

    assertThat(plan.others()).isEqualTo(ALL);
    assertThat(plan.named(ROOT)).hasSize(3);
    assertThat(plan.labelRules()).isEqualTo(5);
  }

  @Test
  void everybodysReadingIsNeverTheDefaultWhereOnlyRootsIsIntended() {
    assertThat(plan(intent(0, 9, 5), 3).others()).isEqualTo(ROOT);
  }

  @Test
  void whatDoesNotFitTheBudgetIsMeasuredAndTheMostImportantIsKept() {
    SortedMap<String, MeasuredReads> intent = intent(0, 200, 12);
    List<String> importance = new ArrayList<>(intent.keySet());

    ReadPlan plan = ReadPlan.smallest(intent, importance, 5);

    assertThat(plan.labelRules()).isEqualTo(5);
    assertThat(plan.named(NONE)).containsExactly("none0", "none1", "none10", "none11", "none2");
    assertThat(plan.overBudget()).hasSize(7).contains("none9");
    assertThat(measured(plan, "none9")).isEqualTo(ROOT);
  }

  @Test
  void aSmallBudgetDoesNotTakeOtherLabelsOutOfWhatIsMeasured() {
    ReadPlan plan = plan(intent(0, 3, 12), 6);

    assertThat(plan.others()).isEqualTo(ROOT);
    assertThat(plan.labelRules()).isEqualTo(6);
    assertThat(plan.overBudget()).hasSize(6);
  }

  @Test
  void whereWhatIsMeasuredDoesNotFitMoreIsMeasured() {
    ReadPlan plan = plan(intent(0, 9, 60), 10);

    assertThat(plan(intent(0, 9, 60), 100).others()).isEqualTo(NONE);
    assertThat(plan.others()).isEqualTo(ROOT);
    assertThat(plan.overBudget()).hasSize(50);
  }

  @Test
  void withoutAnyBudgetNothingIsNamed() {
    for (SortedMap<String, MeasuredReads> intent :
        List.of(intent(0, 3, 12), intent(5, 3, 12), intent(0, 0, 0))) {
      ReadPlan plan = plan(intent, 0);

      assertThat(plan.labelRules()).isZero();
      intent.forEach(
          (type, reads) -> assertThat(measured(plan, type)).isGreaterThanOrEqualTo(reads));
    }
  }

  @Test
  void noBudgetLeavesOutWhatIsToBeMeasured() {
    Random random = new Random(7);
    for (int round = 0; round < 2000; round++) {
      SortedMap<String, MeasuredReads> intent =
          intent(random.nextInt(9), random.nextInt(9), random.nextInt(9));
      int budget = random.nextInt(30);

      ReadPlan plan = plan(intent, budget);

      assertThat(plan.labelRules()).isLessThanOrEqualTo(budget);
      intent.forEach(
          (type, reads) -> {
            if (plan.overBudget().contains(type)) {
              assertThat(measured(plan, type)).isGreaterThan(reads);
            } else {
              assertThat(measured(plan, type)).isEqualTo(reads);
            }
          });
    }
  }

  @Test
  void noSequenceOfRulesIsShorterForTheSameDefault() {
    for (int types = 0; types <= 3; types++) {
      Map<Integer, Integer> fewest = new FewestRules(types).toEveryPolicy();
      for (int choice = 0; choice < Math.pow(3, types); choice++) {
        SortedMap<String, MeasuredReads> intent = intent(choice, types);
        int best = Integer.MAX_VALUE;
        for (MeasuredReads others : MeasuredReads.values()) {
          int rules = requireNonNull(fewest.get(FewestRules.policy(intent, others)));
          best = Math.min(best, rules);
          ReadPlan plan = plan(intent, 100);
          if (plan.others() == others) {
            assertThat(plan.labelRules()).as("%s", intent).isEqualTo(rules);
          }
        }
        assertThat(plan(intent, 100).labelRules())
            .as("%s", intent)
            .isBetween(best, best + ReadPlan.NEAR);
      }
    }
  }

  private static MeasuredReads measured(ReadPlan plan, String type) {
    return plan.named().getOrDefault(type, plan.others());
  }

  private static ReadPlan plan(SortedMap<String, MeasuredReads> intent, int budget) {
    return ReadPlan.smallest(intent, List.copyOf(intent.keySet()), budget);
  }

  private static SortedMap<String, MeasuredReads> intent(int choice, int types) {
    SortedMap<String, MeasuredReads> intent = new TreeMap<>();
    int rest = choice;
    for (int i = 0; i < types; i++) {
      intent.put("type" + i, List.of(MeasuredReads.values()).get(rest % 3));
      rest /= 3;
    }
    return intent;
  }

  private static SortedMap<String, MeasuredReads> intent(int all, int root, int none) {
    SortedMap<String, MeasuredReads> intent = new TreeMap<>();
    for (int i = 0; i < all; i++) {
      intent.put("all" + i, ALL);
    }
    for (int i = 0; i < root; i++) {
      intent.put("root" + i, ROOT);
    }
    for (int i = 0; i < none; i++) {
      intent.put("none" + i, NONE);
    }
    return intent;
  }
}
