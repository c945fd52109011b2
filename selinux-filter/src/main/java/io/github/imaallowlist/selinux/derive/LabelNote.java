package io.github.imaallowlist.selinux.derive;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A type, for reports, and what makes it what it is.
 *
 * @param files how many have it as their label, as far as they were counted
 * @param executors confined domains that may execute such files
 * @param writers domains, not trusted ones, that may write such files
 */
public record LabelNote(
    String type, long files, SortedSet<String> executors, SortedSet<String> writers) {
  public LabelNote {
    executors = Collections.unmodifiableSortedSet(new TreeSet<>(executors));
    writers = Collections.unmodifiableSortedSet(new TreeSet<>(writers));
  }
}
