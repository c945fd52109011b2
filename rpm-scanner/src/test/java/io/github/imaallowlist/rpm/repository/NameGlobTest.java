package io.github.imaallowlist.rpm.repository;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.Tools;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameGlobTest {
  @ParameterizedTest
  @CsvSource({
    "kernel, kernel, true",
    "kernel, kernel-core, false",
    "kernel*, kernel, true",
    "*-debuginfo, glibc-debuginfo, true",
    "*-debug*, glibc-debuginfo, true",
    "*-debug*, debug, false",
    "lib??, libgc, true",
    "lib??, libgcc, false",
    "lib[a-c]*, libcurl, true",
    "lib[!a-c]*, libcurl, false",
    "[^l]*, bash, true",
    "[]]x, ]x, true",
    "[a-], -, true",
    "a\\*b, a*b, true",
    "a\\*b, axb, false",
    "'a[\\]]b', a]b, true",
    "Kernel, kernel, false",
    "?, é, true",
    "?, 😀, true",
  })
  void matchesTheWholeName(String pattern, String name, boolean expected) {
    assertThat(NameGlob.of(pattern).matches(name)).isEqualTo(expected);
  }

  @Test
  void manyStarsTakeNoExponentialTime() {
    NameGlob glob = NameGlob.of("*a".repeat(500) + "b");
    assertThat(glob.matches("a".repeat(4_000))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[abc", "[]", "a\\", "[[:alpha:]]"})
  void flawedPatternIsRefused(String pattern) {
    assertThatThrownBy(() -> NameGlob.of(pattern)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @RequiresTool("sh")
  void matchesRandomPatternsAsTheShellDoes() {
    Random random = new Random(7);
    List<String> lines = new ArrayList<>();
    List<String> actual = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      String pattern = randomText(random, List.of("a", "b", "*", "?", "[ab]", "[!a]", "[a-b]"));
      String name = randomText(random, List.of("a", "b", "c"));
      lines.add(pattern);
      lines.add(name);
      actual.add(NameGlob.of(pattern).matches(name) ? "1" : "0");
    }
    String script =
        "while IFS= read -r p && IFS= read -r n; do case $n in $p) echo 1;; *) echo 0;; esac; done";
    byte[] input = (String.join("\n", lines) + "\n").getBytes(US_ASCII);
    assertThat(actual)
        .isEqualTo(Tools.command("sh", "-c", script).input(input).run().succeeded().lines());
  }

  private static String randomText(Random random, List<String> parts) {
    StringBuilder text = new StringBuilder();
    int length = 1 + random.nextInt(6);
    for (int i = 0; i < length; i++) {
      text.append(parts.get(random.nextInt(parts.size())));
    }
    return text.toString();
  }
}
