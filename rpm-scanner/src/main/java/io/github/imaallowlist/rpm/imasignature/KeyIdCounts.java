package io.github.imaallowlist.rpm.imasignature;

import io.github.imaallowlist.model.ImaKeyId;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many files' signatures name which key. Of many ids, only the lowest are told apart, so that
 * the result depends neither on the order of packages nor on what a package makes up.
 *
 * @param total with those that are not told apart
 * @param byKey at least 1 each
 */
public record KeyIdCounts(long total, SortedMap<ImaKeyId, Long> byKey) {
  public static final KeyIdCounts NONE = new KeyIdCounts(0, new TreeMap<>());

  public KeyIdCounts {
    SortedMap<ImaKeyId, Long> lowest = new TreeMap<>(byKey);
    while (lowest.size() > ImaSignatureLimits.KEY_IDS) {
      lowest.remove(lowest.lastKey());
    }
    byKey = Collections.unmodifiableSortedMap(lowest);
  }

  /** The sum of both. */
  public KeyIdCounts plus(KeyIdCounts other) {
    if (other.total == 0) {
      return this;
    }
    SortedMap<ImaKeyId, Long> sum = new TreeMap<>(byKey);
    other.byKey.forEach((key, files) -> sum.merge(key, files, Long::sum));
    return new KeyIdCounts(total + other.total, sum);
  }
}
