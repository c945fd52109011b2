package io.github.imaallowlist.selinux.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.fixtures.RequiresTool;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Conditions made at random, compiled, shown by sesearch, and evaluated by the setools library. */
@RequiresTool({"checkpolicy", "seinfo", "sesearch"})
final class ConditionsAgainstSetoolsTest {
  private static final int CONDITIONS = 400;
  private static final List<String> BOOLEANS = List.of("a", "b", "c", "d");
  private static final List<String> OPERATORS = List.of("&&", "||", "^", "==", "!=");

  @TempDir private Path folder;

  @Test
  void valuesAreTheSameOrTheConditionIsAmbiguous() throws Exception {
    Path policy = CompiledPolicy.compile(folder, statements(new Random(1)));
    List<AllowRule> rules =
        new Setools("sesearch", SetoolsSettings.DEFAULT)
            .ask(List.of("--allow", "-rc", "-c", "^file$", policy.toString()), RuleReader::read)
            .rules;
    int ambiguous = 0;
    for (int bits : List.of(0b0110, 0b1001, 0b1111, 0b0010)) {
      Map<String, Boolean> values = values(bits);
      Set<String> theirs = new HashSet<>(SetoolsJudge.theirs(policy, values));
      for (AllowRule rule : rules) {
        RuleCondition condition = rule.condition().orElseThrow();
        if (condition.expression().isAmbiguous(values::get)) {
          ambiguous++;
        } else {
          String granted = "read\t" + rule.target() + "\ttest_t";
          assertThat(condition.holds(values::get))
              .as("%s with %s", rule, values)
              .isEqualTo(theirs.contains(granted));
        }
      }
    }

    assertThat(rules).hasSizeGreaterThanOrEqualTo(CONDITIONS);
    assertThat(ambiguous).isPositive().isLessThan(rules.size());
  }

  private static String statements(Random random) {
    StringBuilder types = new StringBuilder("type test_t;\n");
    StringBuilder rules = new StringBuilder();
    for (int i = 0; i < CONDITIONS; i++) {
      types.append("type t").append(i).append("_t;\n");
      rules.append(
          "if (%s) { allow test_t t%d_t:file read; }\n"
              .formatted(expression(random, 1 + random.nextInt(6)), i));
    }
    BOOLEANS.forEach(name -> types.append("bool ").append(name).append(" false;\n"));
    return types.append(rules).toString();
  }

  private static String expression(Random random, int leaves) {
    if (random.nextInt(6) == 0) {
      return "!(" + expression(random, leaves) + ")";
    }
    if (leaves == 1) {
      return BOOLEANS.get(random.nextInt(BOOLEANS.size()));
    }
    int left = 1 + random.nextInt(leaves - 1);
    return "(%s) %s (%s)"
        .formatted(
            expression(random, left),
            OPERATORS.get(random.nextInt(OPERATORS.size())),
            expression(random, leaves - left));
  }

  private static Map<String, Boolean> values(int bits) {
    Map<String, Boolean> values = new TreeMap<>();
    for (int i = 0; i < BOOLEANS.size(); i++) {
      values.put(BOOLEANS.get(i), (bits >> i & 1) != 0);
    }
    return values;
  }

  @Test
  void conditionThatSetoolsShowsAsAnotherIsShownAlike() throws Exception {
    List<BooleanExpression> shown = new ArrayList<>();
    for (String expression : List.of("(c || b) && !a", "c || (b && !a)")) {
      Path policy = ambiguous(expression, "true");
      List<AllowRule> rules =
          new Setools("sesearch", SetoolsSettings.DEFAULT)
              .ask(List.of("--allow", "-c", "file", policy.toString()), RuleReader::read)
              .rules;
      shown.add(rules.get(0).condition().orElseThrow().expression());
    }

    assertThat(shown).hasSize(2).containsOnly(BooleanExpression.parse("! a && b || c"));
  }

  @Test
  void ambiguousConditionIsAnErrorUnlessTheBooleansDecide() throws Exception {
    Path policy = ambiguous("(c || b) && !a", "true");

    assertThatExceptionOfType(AllowlistException.class)
        .isThrownBy(() -> SetoolsPolicyReader.read(policy, SetoolsSettings.DEFAULT))
        .withMessage(
            policy
                + ": setools shows the condition [ ! a && b || c ] without parentheses that it needs")
        .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.MALFORMED))
        .satisfies(e -> assertThat(e.remedy()).contains("[a, b, c]"));

    Map<String, Boolean> decided = Map.of("c", false);
    SelinuxPolicy read = SetoolsPolicyReader.read(policy, SetoolsSettings.DEFAULT, decided);
    assertThat(read.holds(read.rules().get(0))).isFalse();
    assertThatExceptionOfType(AllowlistException.class)
        .isThrownBy(() -> read.withBooleans(Map.of("c", true)));
  }

  private Path ambiguous(String expression, String a) throws Exception {
    return CompiledPolicy.compile(
        folder,
        "type test_t;\nbool a %s;\nbool b true;\nbool c true;\nif (%s) { allow test_t test_t:file read; }\n"
            .formatted(a, expression));
  }
}
