package io.github.imaallowlist.toolkit.diff;

import io.github.imaallowlist.allowlist.LoggedPath;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A package of which something changed: its versions, its files, or both.
 *
 * @param older versions that the older list has from the sources
 * @param newer versions that the newer list has from the sources
 * @param kept versions that are in the newer list though they left the sources, with when
 * @param noLongerKept versions that the older list kept so, and the newer one has not
 * @param builtAgain whether a version is in both lists with different checksums
 * @param paths numbers of its paths
 * @param examples some of these paths, in their order; at most {@link #MAX_EXAMPLES}
 */
public record PackageChange(
    PackageName name,
    SortedSet<String> older,
    SortedSet<String> newer,
    SortedMap<String, Instant> kept,
    SortedSet<String> noLongerKept,
    boolean builtAgain,
    PathCounts paths,
    List<Example> examples) {
  /** How many paths of a package are held in memory. */
  public static final int MAX_EXAMPLES = 5;

  public PackageChange {
    older = Collections.unmodifiableSortedSet(new TreeSet<>(older));
    newer = Collections.unmodifiableSortedSet(new TreeSet<>(newer));
    noLongerKept = Collections.unmodifiableSortedSet(new TreeSet<>(noLongerKept));
    kept = Collections.unmodifiableSortedMap(new TreeMap<>(kept));
    examples = List.copyOf(examples);
  }

  /** One of its paths, and what became of it. */
  public record Example(LoggedPath path, PathChange.Kind kind) {}
}
