package io.github.imaallowlist.selinux.policy;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** What somebody may have meant who wrote a name that there is not. */
public final class NearestName {
  private NearestName() {}

  /** The name with the fewest letters to change, if these are less than half of it. */
  public static Optional<String> of(String name, Collection<String> names) {
    if (name.length() > SetoolsLimits.SUGGESTION_LENGTH) {
      return Optional.empty();
    }
    return names.stream()
        .filter(other -> other.length() <= SetoolsLimits.SUGGESTION_LENGTH)
        .min(Comparator.comparingInt((String other) -> distance(name, other)).thenComparing(o -> o))
        .filter(other -> 2 * distance(name, other) < name.length());
  }

  /** As Levenshtein: letters to insert, delete or replace. */
  private static int distance(String one, String other) {
    int[] previous = new int[other.length() + 1];
    for (int j = 0; j < previous.length; j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int[] current = new int[other.length() + 1];
      current[0] = i;
      for (int j = 1; j < current.length; j++) {
        int replaced = previous[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[other.length()];
  }
}
