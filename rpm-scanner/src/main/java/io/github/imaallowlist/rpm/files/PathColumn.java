package io.github.imaallowlist.rpm.files;

import io.github.imaallowlist.model.FilePath;
import java.util.Arrays;

/** The paths of a package's files, one behind the other in one array, by index in its header. */
public final class PathColumn {
  private final byte[] bytes;
  private final int[] ends;

  /**
   * @param ends for each file, where its path ends in the bytes and the next one begins
   */
  PathColumn(byte[] bytes, int[] ends) {
    this.bytes = bytes;
    this.ends = ends;
  }

  int size() {
    return ends.length;
  }

  public FilePath path(int file) {
    return FilePath.of(Arrays.copyOfRange(bytes, start(file), ends[file]));
  }

  private int start(int file) {
    return file == 0 ? 0 : ends[file - 1];
  }

  /** Compares the paths of two files by their bytes, unsigned. */
  int compare(int a, int b) {
    return Arrays.compareUnsigned(bytes, start(a), ends[a], bytes, start(b), ends[b]);
  }

  /** Compares a file's path with another one by their bytes, unsigned. */
  int compare(int file, byte[] path, int from, int to) {
    return Arrays.compareUnsigned(bytes, start(file), ends[file], path, from, to);
  }
}
