package io.github.imaallowlist.selinux.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BooleanExpressionTest {
  @ParameterizedTest
  @CsvSource({
    "a, a, true",
    "a, b, false",
    "! a, b, true",
    "a && b, a b, true",
    "a && b, a, false",
    "a || b, b, true",
    "a ^ b, a b, false",
    "a == b, '', true",
    "a != b, a, true",
    "! ( a && b ), a, true",
    "! ( ! a ), a, true",
    // Of (a || b) && c setools makes this.
    "( c && b || a ), a, false",
    "( c && b || a ), a c, true",
    "( a && b && c ), a b, false",
    "( a && b && c ), a b c, true",
    "( ( d || c ) && b || a ), b, false",
    "( ( d || c ) && b || a ), b d, true",
  })
  void valuesAreThoseOfTheExpressionThatSetoolsShows(String text, String on, boolean value) {
    Set<String> values = Set.of(on.split(" ", -1));

    assertThat(BooleanExpression.parse(text).evaluate(values::contains)).isEqualTo(value);
  }

  @Test
  void conditionWithSeveralReadingsIsAmbiguousWhereTheyDiffer() {
    // Both !a && (b || c) and (!a && b) || c are shown so.
    BooleanExpression expression = BooleanExpression.parse("! a && b || c");

    assertThat(expression.booleans()).containsExactly("a", "b", "c");
    assertThat(expression.isAmbiguous(Set.of("b")::contains)).isFalse();
    assertThat(expression.evaluate(Set.of("b")::contains)).isTrue();
    assertThat(expression.evaluate(Set.of("a")::contains)).isFalse();
    assertThat(expression.isAmbiguous(Set.of("a", "c")::contains)).isTrue();
    assertThatIllegalStateException()
        .isThrownBy(() -> expression.evaluate(Set.of("a", "c")::contains))
        .withMessage("ambiguous: ! a && b || c");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a b",
        "a &&",
        "&& a",
        "( a )",
        "( ( a && b ) )",
        "( a && b",
        "a && b )",
        "! ( a )",
        "!a",
        "a  && b",
        "a & b",
        "a && 1x",
        "! ! a",
        "a\u0000",
        "a && ( b || c )"
      })
  void textThatSetoolsDoesNotShowIsAnError(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> BooleanExpression.parse(text));
  }

  @Test
  void depthAndLengthAreBounded() {
    String deep = "! ( ".repeat(100_000) + "! a" + " )".repeat(100_000);
    String longest =
        IntStream.rangeClosed(1, 64).mapToObj(i -> "b" + i).collect(Collectors.joining(" || "));

    assertThatIllegalArgumentException().isThrownBy(() -> BooleanExpression.parse(deep));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BooleanExpression.parse(longest + " || c"))
        .withMessageContaining("more operands");

    // b1 || b2 || ... is shown so.
    String nested = "( b2 || b1 || b0 )";
    for (int i = 3; i < 34; i++) {
      nested = "( b" + i + " || " + nested + " )";
    }
    BooleanExpression expression = BooleanExpression.parse(nested);
    assertThat(expression.booleans()).hasSize(34);
    assertThat(expression.evaluate(Set.of("b0")::contains)).isTrue();
  }
}
