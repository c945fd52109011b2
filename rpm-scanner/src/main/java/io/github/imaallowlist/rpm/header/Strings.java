package io.github.imaallowlist.rpm.header;

import java.nio.charset.StandardCharsets;

/** The strings of a header entry, as bytes where they lie: no copy until one is asked for. */
public final class Strings {
  private final Store store;
  private final int[] offsets;

  Strings(Store store, IndexEntry entry) {
    this.store = store;
    offsets = new int[entry.count() + 1];
    offsets[0] = entry.offset();
    for (int i = 0; i < entry.count(); i++) {
      offsets[i + 1] = store.endOfString(offsets[i]) + 1;
    }
  }

  public int size() {
    return offsets.length - 1;
  }

  /** A string's length in bytes, without its NUL. */
  public int length(int index) {
    return offsets[index + 1] - offsets[index] - 1;
  }

  /** A copy of a string's bytes, without its NUL. */
  public byte[] bytes(int index) {
    byte[] bytes = new byte[length(index)];
    copy(index, bytes, 0);
    return bytes;
  }

  /** Copies a string's bytes, without its NUL. */
  public void copy(int index, byte[] target, int targetOffset) {
    store.copy(offsets[index], target, targetOffset, length(index));
  }

  /** Decoded as UTF-8; what is not UTF-8 becomes U+FFFD. */
  public String text(int index) {
    return new String(bytes(index), StandardCharsets.UTF_8);
  }

  /** Where in the file a string begins. */
  public long fileOffset(int index) {
    return store.fileOffsetOfData(offsets[index]);
  }
}
