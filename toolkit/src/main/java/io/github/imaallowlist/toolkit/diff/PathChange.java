package io.github.imaallowlist.toolkit.diff;

import io.github.imaallowlist.allowlist.LoggedPath;
import io.github.imaallowlist.allowlist.UnlabelledDigest;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A path that has other digests in one list than in the other.
 *
 * @param added digests that only the newer list has, sorted
 * @param removed digests that only the older list has, sorted
 * @param packages that these are from; empty if the lists do not say it
 * @param measured whether hosts may measure it; absent if that was not asked
 */
public record PathChange(
    LoggedPath path,
    Kind kind,
    List<UnlabelledDigest> added,
    List<UnlabelledDigest> removed,
    SortedSet<PackageName> packages,
    Optional<Boolean> measured) {
  /** Which list has the path. */
  public enum Kind {
    /** The newer one alone. */
    ADDED,
    /** The older one alone. */
    REMOVED,
    /** Both, with different digests. */
    CHANGED
  }

  public PathChange {
    added = List.copyOf(added);
    removed = List.copyOf(removed);
    packages = Collections.unmodifiableSortedSet(new TreeSet<>(packages));
  }

  /** Takes changes one by one, in the order of the paths. */
  @FunctionalInterface
  public interface Sink {
    void change(PathChange change) throws IOException;
  }
}
