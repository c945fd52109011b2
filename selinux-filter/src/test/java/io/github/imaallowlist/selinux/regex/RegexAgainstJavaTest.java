package io.github.imaallowlist.selinux.regex;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.selinux.label.RandomRegex;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Regexes made by chance, against Java's own, which backtracks as PCRE does. */
final class RegexAgainstJavaTest {
  @Test
  void matchesAreTheSame() throws RegexException {
    Random random = new Random(4);
    List<String> differences = new ArrayList<>();
    int matches = 0;
    for (int i = 0; i < 4_000; i++) {
      String regex = RandomRegex.spec(random);
      RegexSet.Builder builder = RegexSet.builder(1);
      builder.add(regex, Optional.empty(), 1);
      RegexMatcher ours = builder.build().matcher();
      Pattern theirs =
          Pattern.compile("^" + inJava(regex) + "$", Pattern.DOTALL | Pattern.UNIX_LINES);
      for (int k = 0; k < 40; k++) {
        String path = RandomRegex.path(random);
        byte[] bytes = path.getBytes(StandardCharsets.ISO_8859_1);
        boolean match = ours.lastMatch(bytes, 0, bytes.length, 0) == 0;
        matches += match ? 1 : 0;
        if (match != theirs.matcher(path).find()) {
          differences.add(regex + " and '" + path + "': " + match);
        }
      }
    }

    assertThat(differences).isEmpty();
    assertThat(matches).isBetween(5_000, 155_000);
  }

  private static String inJava(String regex) {
    return regex.replace("[[:alpha:]]", "\\p{Alpha}");
  }
}
