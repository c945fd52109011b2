package io.github.imaallowlist.ima.policy;

import java.util.Collection;
import java.util.Optional;

/** What somebody may have meant who wrote a word that is not known. */
public final class Spelling {
  /** A longer word is no misspelling; bounds the work for each candidate. */
  private static final int LONGEST = 100;

  private Spelling() {}

  /** The candidate with the fewest changes to the word, if these are few; the first of equals. */
  public static Optional<String> nearest(String word, Collection<String> candidates) {
    if (word.length() > LONGEST) {
      return Optional.empty();
    }
    int least = word.length() / 3 + 2;
    String nearest = null;
    for (String candidate : candidates) {
      if (Math.abs(candidate.length() - word.length()) < least) {
        int changes = changes(word, candidate);
        if (changes < least) {
          least = changes;
          nearest = candidate;
        }
      }
    }
    return Optional.ofNullable(nearest);
  }

  /** Letters to insert, drop or replace (Levenshtein); letter case counts for nothing. */
  private static int changes(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int kept = diagonal + (same(from.charAt(i - 1), to.charAt(j - 1)) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(kept, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[to.length()];
  }

  private static boolean same(char one, char other) {
    return Character.toLowerCase(one) == Character.toLowerCase(other);
  }
}
