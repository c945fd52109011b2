package io.github.imaallowlist.selinux.regex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.selinux.regex.RegexException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RegexSetTest {
  private static RegexSet set(String... regexes) throws RegexException {
    RegexSet.Builder builder = RegexSet.builder(1);
    for (String regex : regexes) {
      builder.add(regex, Optional.empty(), 1);
    }
    return builder.build();
  }

  private static int lastMatch(RegexSet set, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    return set.matcher().lastMatch(bytes, 0, bytes.length, 0);
  }

  @Test
  void lastRegexThatMatchesCounts() throws RegexException {
    RegexSet set = set("/.*", "/a", "/b.*", "/bc", "/b.+");

    assertThat(List.of("/", "/a", "/b", "/bc", "/bcd", "x"))
        .extracting(text -> lastMatch(set, text))
        .containsExactly(0, 1, 2, 4, 4, -1);
  }

  @Test
  void regexIsOnlyForItsKinds() throws RegexException {
    RegexSet.Builder builder = RegexSet.builder(2);
    builder.add("a", Optional.empty(), 0b11);
    builder.add("a", Optional.empty(), 0b10);
    RegexMatcher matcher = builder.build().matcher();

    assertThat(matcher.lastMatch(new byte[] {'a'}, 0, 1, 0)).isZero();
    assertThat(matcher.lastMatch(new byte[] {'a'}, 0, 1, 1)).isEqualTo(1);
  }

  @Test
  void regexWithPrefixIsOnlyForTextsThatStartSo() throws RegexException {
    RegexSet.Builder builder = RegexSet.builder(1);
    assertThat(builder.add("/a/*b|/c", Optional.of("/a/"), 1).canMatch()).isTrue();
    assertThat(builder.add("/a\\-/x", Optional.of("/a\\-/"), 1).canMatch()).isFalse();
    RegexSet set = builder.build();

    assertThat(List.of("/a/b", "/a/x/c", "/ab", "/x/c", "/a-/x", "/a\\-/x"))
        .extracting(text -> lastMatch(set, text))
        .containsExactly(0, 0, -1, -1, -1, -1);
  }

  @Test
  void emptySetMatchesNothing() throws RegexException {
    assertThat(lastMatch(set(), "/a")).isEqualTo(-1);
    assertThat(lastMatch(set("a"), "")).isEqualTo(-1);
    assertThat(lastMatch(set("a*"), "")).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(",
        ")",
        "a)",
        "(a",
        "[a",
        "[]",
        "[^]",
        "[b-a]",
        "[a-\\d]",
        "[\\d-z]",
        "*a",
        "a|*b",
        "(+)",
        "^*",
        "a\\",
        "{2}",
        "a{3,2}",
        "a{65536}",
        "a{99999999999999999999}",
        "[[:digit:]-z]"
      })
  void whatPcreRefusesIsMalformed(String regex) {
    assertRefused(regex, Reason.MALFORMED, "at character");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "(?=a)b lookaround",
        "(?!a)b lookaround",
        "(?<=a)b lookaround",
        "(?<!a)b lookaround",
        "(?>a)b lookaround",
        "(?i)a lookaround",
        "(?<n>a) lookaround",
        "(?R) lookaround",
        "(*ACCEPT) lookaround",
        "(a)\\1 escape",
        "\\bab escape",
        "\\Aa escape",
        "a\\z escape",
        "\\Ka escape",
        "\\Q.\\E escape",
        "\\pL escape",
        "\\R escape",
        "\\X escape",
        "\\012 escape",
        "[\\b] escape",
        "\\x1 hexadecimal",
        "\\x{41} hexadecimal",
        "a*+ possessive",
        "a{2}+ possessive",
        "a** repeat",
        "a{2}{3} repeat",
        "a{,3} 10.42",
        "a^b ^",
        "(^a) ^",
        "a$b $",
        "(a$) $",
        "[[.a.]] POSIX",
        "[[=a=]] POSIX",
        "[[:nonesuch:]] POSIX"
      })
  void whatIsNotRegularOrNotToldApartIsUnsupported(String regex, String problem) {
    assertRefused(regex, Reason.UNSUPPORTED, problem);
  }

  @Test
  void limitsAreKept() {
    assertRefused("/" + "a".repeat(4095), Reason.LIMIT, "4,095");
    assertRefused("(".repeat(251) + ")".repeat(251), Reason.LIMIT, "250");
    assertRefused("(a{1000}){1000}", Reason.LIMIT, "65,536");
    assertRefused("((((){60000}){60000}){60000}){60000}", Reason.LIMIT, "65,536");
    assertRefused("/\u00e9", Reason.MALFORMED, "ASCII");
  }

  @Test
  void allRegexesTogetherAreBounded() throws RegexException {
    RegexSet.Builder builder = RegexSet.builder(1);

    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 100; i++) {
                builder.add("(ab){20000}", Optional.empty(), 1);
              }
            })
        .isInstanceOfSatisfying(
            RegexException.class, e -> assertThat(e.reason()).isEqualTo(Reason.LIMIT))
        .hasMessageContaining("4,000,000");
  }

  private static void assertRefused(String regex, Reason reason, String problem) {
    assertThatThrownBy(() -> set(regex))
        .isInstanceOfSatisfying(
            RegexException.class, e -> assertThat(e.reason()).as(e.getMessage()).isEqualTo(reason))
        .hasMessageContaining(problem);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(a*)*b",
        "(a|aa)+b",
        "(a|a?)+b",
        "(.*)*(.*)*(.*)*b",
        "(.*a){12}b",
        ".*a.{40}b",
        "((a{0,9}){0,9}){0,9}b"
      })
  void regexThatMakesOthersRunForeverDoesNot(String regex) throws RegexException {
    RegexSet set = set(regex);

    assertThat(lastMatch(set, "a".repeat(4000))).isEqualTo(-1);
    assertThat(lastMatch(set, "a".repeat(100) + "\n" + "ab".repeat(60) + "a".repeat(41) + "b"))
        .isEqualTo(regex.startsWith(".") || regex.startsWith("(.") ? 0 : -1);
  }

  @Test
  void automatonThatIsBegunAnewGivesTheSame() throws RegexException {
    RegexSet.Builder builder = RegexSet.builder(1);
    builder.add("/.*a.{6}", Optional.empty(), 1);
    builder.add("/.*b.{5}c", Optional.empty(), 1);
    RegexSet set = builder.build();
    RegexMatcher roomy = set.matcher();
    RegexMatcher cramped = set.matcher(2_000);
    Random random = new Random(1);
    byte[] text = new byte[40];
    text[0] = '/';
    int matches = 0;
    for (int round = 0; round < 3_000; round++) {
      for (int i = 1; i < text.length; i++) {
        text[i] = (byte) ('a' + random.nextInt(3));
      }
      int expected = roomy.lastMatch(text, 0, text.length, 0);
      assertThat(cramped.lastMatch(text, 0, text.length, 0)).isEqualTo(expected);
      matches += expected >= 0 ? 1 : 0;
    }

    assertThat(matches).isBetween(100, 2_900);
    assertThat(cramped.timesBegunAnew()).isGreaterThan(10);
    assertThat(roomy.timesBegunAnew()).isZero();
  }
}
