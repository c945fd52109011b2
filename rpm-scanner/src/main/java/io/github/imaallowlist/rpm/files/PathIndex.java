package io.github.imaallowlist.rpm.files;

import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Finds a file of a package by its path: what a name in the payload is held against.
 *
 * <p>A sorted index: unlike a hash table it has no worst case that a package could be made for.
 */
public final class PathIndex {
  private final PathColumn paths;

  /** The files' indexes, sorted by path, then by index. */
  private final int[] sorted;

  PathIndex(PathColumn paths) {
    this.paths = paths;
    this.sorted =
        isSorted(paths)
            ? IntStream.range(0, paths.size()).toArray()
            : IntStream.range(0, paths.size())
                .boxed()
                .sorted((a, b) -> paths.compare(a, b))
                .mapToInt(Integer::intValue)
                .toArray();
  }

  /** As rpmbuild writes them. */
  private static boolean isSorted(PathColumn paths) {
    for (int file = 1; file < paths.size(); file++) {
      if (paths.compare(file - 1, file) > 0) {
        return false;
      }
    }
    return true;
  }

  /** A file whose path another one has too, if there is one. */
  OptionalInt duplicate() {
    for (int i = 1; i < sorted.length; i++) {
      if (paths.compare(sorted[i - 1], sorted[i]) == 0) {
        return OptionalInt.of(sorted[i]);
      }
    }
    return OptionalInt.empty();
  }

  /**
   * The index of the file with a path; -1 if there is none.
   *
   * @param path bytes that hold it between start and end
   */
  public int find(byte[] path, int start, int end) {
    int low = 0;
    int high = sorted.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int file = sorted[middle];
      int order = paths.compare(file, path, start, end);
      if (order == 0) {
        return file;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }
}
