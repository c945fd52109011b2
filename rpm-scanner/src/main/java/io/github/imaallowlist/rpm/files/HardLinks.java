package io.github.imaallowlist.rpm.files;

import io.github.imaallowlist.rpm.header.Numbers;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Which regular files of a package are one inode under several names. Files are linked where device
 * and inode in the header agree, as in {@code rpmfilesBuildNLink} of RPM's {@code lib/rpmfi.cc}.
 */
public final class HardLinks {
  private static final int LAST = -1;

  /** For each file, the next one of its set; empty if there are no sets at all. */
  private final int[] next;

  private final int[] first;

  private HardLinks(int[] first, int[] next) {
    this.first = first;
    this.next = next;
  }

  static HardLinks none() {
    return new HardLinks(new int[0], new int[0]);
  }

  /**
   * @param shipped whether a file is a regular one with content in the payload
   */
  static HardLinks of(boolean[] shipped, Numbers devices, Numbers inodes) {
    // Both are 32 bits wide. A Long as the key is comparable, so crafted collisions cost nothing.
    Map<Long, Integer> lastOfSet = new HashMap<>();
    int[] first = new int[shipped.length];
    int[] next = new int[shipped.length];
    Arrays.fill(next, LAST);
    for (int file = 0; file < shipped.length; file++) {
      first[file] = file;
      if (shipped[file] && inodes.at(file) != 0) {
        Integer previous = lastOfSet.put((devices.at(file) << 32) | inodes.at(file), file);
        if (previous != null) {
          next[previous] = file;
          first[file] = first[previous];
        }
      }
    }
    return new HardLinks(first, next);
  }

  /** The set's first file, which stands for it; a file that is linked to no other is its own. */
  public int first(int file) {
    return next.length == 0 ? file : first[file];
  }

  /**
   * Whether others of the set follow in the header's order. The content comes with the last one.
   */
  public boolean hasLater(int file) {
    return next.length != 0 && next[file] != LAST;
  }

  /** Whether the file has another name. */
  public boolean isLinked(int file) {
    return first(file) != file || hasLater(file);
  }
}
