package io.github.imaallowlist.rpm.payload;

import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.model.HashAlgorithm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * What the contents of a package's files are, in columns: the computed digests, one column for each
 * algorithm, and whether they are ELF.
 */
final class DigestTable {
  private final List<HashAlgorithm> algorithms;
  private final byte[][] columns;
  private final boolean[] computed;
  private final BitSet elf;

  DigestTable(List<HashAlgorithm> algorithms, int files) {
    this.algorithms = algorithms;
    this.columns = new byte[algorithms.size()][];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = new byte[files * algorithms.get(i).digestLength()];
    }
    this.computed = new boolean[files];
    this.elf = new BitSet(files);
  }

  boolean isComputed(int file) {
    return computed[file];
  }

  boolean isElf(int file) {
    return elf.get(file);
  }

  void put(int file, List<FileDigest> digests, boolean isElf) {
    for (FileDigest digest : digests) {
      int column = algorithms.indexOf(digest.algorithm());
      if (column >= 0) {
        int length = digest.algorithm().digestLength();
        System.arraycopy(digest.bytes(), 0, columns[column], file * length, length);
      }
    }
    elf.set(file, isElf);
    computed[file] = true;
  }

  /** Gives a file what is known of another one, with which it shares its content. */
  void share(int from, int to) {
    put(to, digests(from), isElf(from));
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
