package io.github.imaallowlist.selinux.analysis;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A flow that breaks integrity: domains that are not trusted may write what trusted ones run.
 *
 * @param writers domains that are not trusted and may write files of the type
 * @param trustedExecutors trusted domains that may execute such files, be entered by them, or have
 *     the kernel load them
 * @param files how many have the type, as far as they were counted
 */
public record Flow(
    String type, SortedSet<String> writers, SortedSet<String> trustedExecutors, long files) {
  public Flow {
    writers = Collections.unmodifiableSortedSet(new TreeSet<>(writers));
    trustedExecutors = Collections.unmodifiableSortedSet(new TreeSet<>(trustedExecutors));
  }
}
