package io.github.imaallowlist.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.Tools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExcludePatternTest {
  private static final List<String> GOOD =
      List.of(
          "/tmp/",
          "^/tmp/.*",
          "/var/log/.*\\.log$",
          "(/a|/b)/c",
          "(?:/[a-z0-9_.-]+)x",
          "/home/[^/]*/\\.cache/",
          "/[^/]+/[^/]+/[^/]+/[^/]+/[^/]+/x",
          "/(?:[^/]+/)*x/",
          "/x{2,3}y?z{4}a{1,}b+?",
          "/[]\\-a]b".replace("[]", "[\\]"),
          "/[a-]x",
          "/\\d\\w\\s\\D\\W\\S",
          "/ü[ä-ö]",
          "memfd:.*",
          "/a\\/b\\_\\ü".replace("\\ü", "ü"));

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '`',
      value = {
        "(/a => at character 1: a '(' without its ')'",
        "/a) => at character 3: a ')' without its '('",
        "/[a => at character 2: a '[' without its ']'",
        "/[]a] => at character 3: an empty set",
        "/[^]a] => at character 4: an empty set",
        "/[z-a] => at character 4: a range",
        "/[\\w-z] => a range must be of plain characters",
        "/[a- => a range without its end",
        "/[a-\\d] => a range must be of plain characters",
        "/[[:alpha:]] => at character 3: write '\\['",
        "/[a&&b] => at character 4: write '\\&'",
        "/[a--b] => at character 5: write '\\-'",
        "/a** => a repeat of a repeat",
        "/a*+ => a repeat of a repeat",
        "/a++ => a repeat of a repeat",
        "*a => at character 1: a repeat of nothing",
        "/(*a) => at character 3: a repeat of nothing",
        "/a{2,1} => largest count",
        "/a{0} => largest count",
        "/a{,2} => a count is expected",
        "/a{x} => a count is expected",
        "/a{1001} => a count above 1000",
        "/a{2 => '{m}', '{m,}' or '{m,n}'",
        "/a} => at character 3: write '\\}'",
        "/a] => at character 3: write '\\]'",
        "(?i)/a => only plain groups",
        "/(?P<n>a) => only plain groups",
        "/(?=a) => only plain groups",
        "/(?<=a)b => only plain groups",
        "/(?#c) => only plain groups",
        "(/a)\\1 => only \\d",
        "/a\\ => a backslash at the end",
        "/\\x41 => only \\d",
        "/\\A => only \\d",
        "/\\b => only \\d",
        "/a b => at character 3: a space",
        "/a^b => a '^' that is not first",
        "/a$b => a '$' that is not last",
        "/(a+)+ => matching could take for ever",
        "/(a|a)*b => matching could take for ever",
        "/(a|b)+ => matching could take for ever",
        "/(a?){20}b => a repeat of something that may be empty",
        "/(?:a*)* => a repeat of something that may be empty",
        "/.*.*.*x => matching could take for ever",
        "/a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?aaaaaaaaaaaaaaaaaaaaaaa => "
            + "matching could take for ever"
      })
  void whatIsOutsideTheSafeSyntaxIsRefusedWithItsPlace(String pattern, String reason) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ExcludePattern(pattern))
        .withMessageContaining("'" + pattern + "'")
        .withMessageContaining(reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".*",
        "/",
        "/.*",
        "^",
        "^/",
        "a|",
        "|a",
        "()",
        "/?",
        ".",
        "[^x]",
        "/.",
        "a*",
        "/tmp|/",
        "(?:/usr)?/",
        "/[^/]",
        "\\W"
      })
  void aPatternThatLetsEveryPathPassIsRefused(String pattern) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ExcludePattern(pattern))
        .withMessageContaining("matches every path");
  }

  @Test
  void controlCharactersAndVeryLongPatternsAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new ExcludePattern("/a\n"));
    assertThatIllegalArgumentException().isThrownBy(() -> new ExcludePattern("/\ud800"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ExcludePattern("/" + "a".repeat(ExcludePattern.MAX_LENGTH)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ExcludePattern("(".repeat(30) + "a" + ")".repeat(30)))
        .withMessageContaining("nested");
  }

  @Test
  @RequiresTool("python3")
  void pythonCompilesWhatIsTakenAloneAndJoined() throws IOException {
    List<String> taken = new ArrayList<>();
    for (String pattern : GOOD) {
      taken.add(new ExcludePattern(pattern).toString());
    }
    taken.addAll(randomPatterns(new Random(1), 20_000));
    assertThat(taken).hasSizeGreaterThan(1_000);
    String program =
        """
        import re, sys, warnings
        warnings.simplefilter('error')
        lines = sys.stdin.buffer.read().decode().split('\\n')
        for line in lines:
            re.compile(line)
        for i in range(0, len(lines), 50):
            re.compile('(' + ')|('.join(lines[i:i + 50]) + ')')
        """;
    Tools.command("python3", "-c", program)
        .input(String.join("\n", taken).getBytes(StandardCharsets.UTF_8))
        .run()
        .succeeded();
  }

  @Test
  @RequiresTool("python3")
  void pythonMatchesWhatJavaMatches() throws IOException {
    List<String> patterns = randomPatterns(new Random(2), 20_000);
    List<String> paths = List.of("/a", "/b/c", "/aab-c", "/[a]", "/.x*", "/cab{2}", "/ab^$|");
    StringBuilder expected = new StringBuilder();
    for (String pattern : patterns) {
      for (String path : paths) {
        expected.append(Pattern.compile(pattern).matcher(path).lookingAt() ? '1' : '0');
      }
    }
    String program =
        "import re,sys\n"
            + "paths = %s\n".formatted(paths.stream().map(path -> "'" + path + "'").toList())
            + "for line in sys.stdin.buffer.read().decode().split('\\n'):\n"
            + "  for path in paths: print(int(bool(re.match(line, path))), end='')\n";
    String matched =
        Tools.command("python3", "-c", program)
            .input(String.join("\n", patterns).getBytes(StandardCharsets.UTF_8))
            .run()
            .succeeded()
            .text();
    assertThat(matched.strip()).isEqualTo(expected.toString());
  }

  /** What is taken of random strings over the syntax's characters. */
  private static List<String> randomPatterns(Random random, int tries) {
    String characters = "abc/.*+?()[]{}|^$\\-,12dw:";
    List<String> taken = new ArrayList<>();
    for (int i = 0; i < tries; i++) {
      StringBuilder pattern = new StringBuilder("/");
      for (int j = random.nextInt(9); j >= 0; j--) {
        pattern.append(characters.charAt(random.nextInt(characters.length())));
      }
      try {
        taken.add(new ExcludePattern(pattern.toString()).text());
      } catch (IllegalArgumentException e) {
        assertThat(e).hasMessageContaining("exclude pattern");
      }
    }
    return taken;
  }

  /** Each is as costly as is allowed, on a path made to be costly. */
  @ParameterizedTest
  @ValueSource(strings = {"/.*a.*b", "/(?:[^/]+/)*x", "/a*a*b", "/[^b]*a?a?[^b]*c"})
  @RequiresTool("python3")
  void pythonIsNeverStalledByWhatIsTaken(String pattern) throws IOException {
    String program = "import re,sys; re.match(sys.argv[1], '/' + 'a' * 4094)";
    Tools.command("python3", "-c", program, new ExcludePattern(pattern))
        .within(Duration.ofMinutes(1))
        .run()
        .succeeded();
  }
}
