package io.github.imaallowlist.selinux.analysis;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Which of the known names somebody may have meant. */
final class NearestName {
  /** The kernel's limit for a context is a page; no distribution's name has more than 60. */
  private static final int LONGEST = 256;

  private NearestName() {}

  /** The nearest by edit distance, the first by name of those equally near; absent if far off. */
  static Optional<String> of(String name, Collection<String> known) {
    if (name.length() > LONGEST) {
      return Optional.empty();
    }
    int farthest = Math.max(1, name.length() / 3);
    record Candidate(String name, int distance) {}
    return known.stream()
        .filter(other -> Math.abs(other.length() - name.length()) <= farthest)
        .map(other -> new Candidate(other, distance(name, other)))
        .filter(candidate -> candidate.distance() <= farthest)
        .min(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
        .map(Candidate::name);
  }

  /** Levenshtein's: how many characters to add, remove or replace. */
  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int above = row[j];
        int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(above, row[j - 1]) + 1);
        diagonal = above;
      }
    }
    return row[other.length()];
  }
}
