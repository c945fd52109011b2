package io.github.imaallowlist.toolkit.diff;

/**
 * Numbers of paths.
 *
 * @param added that only the newer list has
 * @param removed that only the older list has
 * @param changed that both have, with different digests
 * @param measured of all of these, those that hosts may measure; zero if that was not asked
 */
public record PathCounts(long added, long removed, long changed, long measured) {
  static final PathCounts NONE = new PathCounts(0, 0, 0, 0);

  PathCounts plus(PathChange change) {
    return new PathCounts(
        added + (change.kind() == PathChange.Kind.ADDED ? 1 : 0),
        removed + (change.kind() == PathChange.Kind.REMOVED ? 1 : 0),
        changed + (change.kind() == PathChange.Kind.CHANGED ? 1 : 0),
        measured + (change.measured().orElse(false) ? 1 : 0));
  }

  public long total() {
    return added + removed + changed;
  }
}
