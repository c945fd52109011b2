package io.github.imaallowlist.selinux.label;

import java.util.List;
import java.util.Random;

/** Regexes as a policy may have them, and worse, with paths that some of them match. */
public final class RandomRegex {
  private static final List<String> ATOMS =
      List.of(
          "a",
          "b",
          "c",
          "ab",
          "/",
          "/",
          "/a",
          "/b/",
          ".",
          ".*",
          "[^/]+",
          "[ab]",
          "[^a]",
          "[a-c.]",
          "\\.",
          "\\.a",
          "\\d",
          "[[:alpha:]]",
          "[0-9]",
          "\\-",
          "_",
          "1");
  private static final List<String> REPEATS =
      List.of("", "", "", "", "*", "+", "?", "*?", "{2}", "{1,2}", "{0,1}", "{1,}");

  /** Of groups with groups in them: those who backtrack would take forever over stars in stars. */
  private static final List<String> FEW = List.of("", "", "?", "{2}", "{0,1}");

  private static final List<String> PIECES =
      List.of(
          "a", "b", "c", "ab", "/", "/", "/a", "/b/", ".", ".a", "x", "1", "-", "\n", "\u00e4",
          "_");

  private RandomRegex() {}

  /** A spec's regex. */
  public static String spec(Random random) {
    return random.nextInt(10) == 0 ? regex(random, 2) : "/" + regex(random, 2);
  }

  private static String regex(Random random, int depth) {
    StringBuilder regex = new StringBuilder();
    int parts = 1 + random.nextInt(4);
    for (int i = 0; i < parts; i++) {
      boolean group = depth > 0 && random.nextInt(4) == 0;
      if (!group) {
        String atom = ATOMS.get(random.nextInt(ATOMS.size()));
        boolean repeated = atom.endsWith("*") || atom.endsWith("+");
        regex.append(atom).append(repeated ? "" : one(REPEATS, random));
        continue;
      }
      regex.append(random.nextBoolean() ? "(" : "(?:").append(regex(random, depth - 1));
      for (int k = random.nextInt(3); k > 0; k--) {
        regex.append('|').append(random.nextInt(5) == 0 ? "" : regex(random, depth - 1));
      }
      regex.append(')').append(one(depth > 1 ? FEW : REPEATS, random));
    }
    if (depth == 2 && random.nextInt(12) == 0) {
      regex.append('|').append(regex(random, 1));
    }
    return regex.toString();
  }

  /** A path, each character standing for a byte. */
  public static String path(Random random) {
    StringBuilder path = new StringBuilder("/");
    for (int i = random.nextInt(7); i > 0; i--) {
      path.append(one(PIECES, random));
    }
    return path.toString();
  }

  static <T> T one(List<T> all, Random random) {
    return all.get(random.nextInt(all.size()));
  }
}
