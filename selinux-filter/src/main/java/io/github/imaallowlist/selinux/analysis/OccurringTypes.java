package io.github.imaallowlist.selinux.analysis;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The types that labels of regular files have.
 *
 * @param files how many have each type; 0 where none was counted
 * @param origin where this comes from, for comments and reports: {@code the packages of REPO}
 */
public record OccurringTypes(SortedMap<String, Long> files, String origin) {
  public OccurringTypes {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    for (long count : files.values()) {
      if (count < 0) {
        throw new IllegalArgumentException("a number of files is negative");
      }
    }
  }

  /** None, so that no file is counted. */
  public static OccurringTypes none() {
    return new OccurringTypes(Collections.emptySortedMap(), "nothing");
  }

  /** How many files have the type, as far as they were counted. */
  public long filesOf(String type) {
    return files.getOrDefault(type, 0L);
  }
}
