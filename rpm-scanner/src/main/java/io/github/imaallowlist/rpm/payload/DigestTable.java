package io.github.imaallowlist.rpm.payload;

import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.model.HashAlgorithm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The computed digests of a package's files, in columns: one for each algorithm. */
final class DigestTable {
  private final List<HashAlgorithm> algorithms;
  private final byte[][] columns;
  private final boolean[] computed;

  DigestTable(List<HashAlgorithm> algorithms, int files) {
    this.algorithms = algorithms;
    this.columns = new byte[algorithms.size()][];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = new byte[files * algorithms.get(i).digestLength()];
    }
    this.computed = new boolean[files];
  }

  boolean isComputed(int file) {
    return computed[file];
  }

  void put(int file, List<FileDigest> digests) {
    for (FileDigest digest : digests) {
      int column = algorithms.indexOf(digest.algorithm());
      if (column >= 0) {
        int length = digest.algorithm().digestLength();
        System.arraycopy(digest.bytes(), 0, columns[column], file * length, length);
      }
    }
    computed[file] = true;
  }

  /** Gives a file the digests of another one, with which it shares its content. */
  void share(int from, int to) {
    put(to, digests(from));
  }

  List<FileDigest> digests(int file) {
    List<FileDigest> digests = new ArrayList<>(columns.length);
    for (int i = 0; i < columns.length; i++) {
      int length = algorithms.get(i).digestLength();
      byte[] bytes = Arrays.copyOfRange(columns[i], file * length, (file + 1) * length);
      digests.add(new FileDigest(algorithms.get(i), bytes));
    }
    return digests;
  }
}
