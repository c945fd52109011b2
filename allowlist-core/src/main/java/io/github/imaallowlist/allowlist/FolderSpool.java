package io.github.imaallowlist.allowlist;

import java.io.IOException;
import java.util.Arrays;

/**
 * The folders of the listed files, in the order in which they came. Files of a package come folder
 * by folder: there are a tenth as many folders as files, though each stands here once a package.
 */
final class FolderSpool {
  private final PathSpool spool;

  /** No folder at first: none has a NUL. */
  private byte[] last = new byte[1];

  FolderSpool(LinkSpool.SpillSupplier file) {
    this.spool = new PathSpool(file);
  }

  /** Takes the folder that a record's file is in. */
  void addFolderOf(byte[] array, int offset) throws IOException {
    int start = EntryRecord.pathStart(offset);
    int end = endOfFolder(array, start, EntryRecord.digestsStart(array, offset));
    if (!Arrays.equals(array, start, end, last, 0, last.length)) {
      spool.add(array, start, end);
      last = Arrays.copyOfRange(array, start, end);
    }
  }

  long count() {
    return spool.count();
  }

  void forEach(PathSpool.Visitor visitor) throws IOException {
    spool.forEach(visitor);
  }

  /** Where the last slash of a path is. */
  static int endOfFolder(byte[] array, int start, int end) {
    int slash = end - 1;
    while (slash > start && array[slash] != '/') {
      slash--;
    }
    return slash;
  }
}
