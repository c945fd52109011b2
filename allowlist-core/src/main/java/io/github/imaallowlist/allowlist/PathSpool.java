package io.github.imaallowlist.allowlist;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Paths in the order in which they came: in memory while they are few, in the spill file beyond.
 */
final class PathSpool {
  private static final int BLOCK = 1 << 18;
  private static final int HEAD = 2;

  private final LinkSpool.SpillSupplier file;
  private final List<Extent> written = new ArrayList<>();
  private byte[] block = new byte[1 << 12];
  private int used;
  private long count;

  PathSpool(LinkSpool.SpillSupplier file) {
    this.file = file;
  }

  /** Takes paths one by one, each a part of an array that holds it until the next one. */
  @FunctionalInterface
  interface Visitor {
    void path(byte[] array, int from, int to) throws IOException;
  }

  long count() {
    return count;
  }

  /**
   * @param to at most 65,535 more than {@code from}
   */
  void add(byte[] array, int from, int to) throws IOException {
    int length = to - from;
    if (HEAD + length > BLOCK - used) {
      written.add(file.get().append(block, used));
      used = 0;
    }
    while (HEAD + length > block.length - used) {
      block = Arrays.copyOf(block, Math.min(BLOCK, block.length * 2));
    }
    block[used] = (byte) (length >>> 8);
    block[used + 1] = (byte) length;
    System.arraycopy(array, from, block, used + HEAD, length);
    used += HEAD + length;
    count++;
  }

  void forEach(Visitor visitor) throws IOException {
    byte[] read = new byte[written.isEmpty() ? 0 : BLOCK];
    for (Extent extent : written) {
      int length = (int) (extent.end() - extent.start());
      for (int filled = 0; filled < length; ) {
        filled += file.get().read(extent.start() + filled, read, filled, length - filled);
      }
      visit(read, length, visitor);
    }
    visit(block, used, visitor);
  }

  private static void visit(byte[] block, int length, Visitor visitor) throws IOException {
    for (int position = 0; position < length; ) {
      int start = position + HEAD;
      int end = start + (((block[position] & 0xff) << 8) | (block[position + 1] & 0xff));
      visitor.path(block, start, end);
      position = end;
    }
  }
}
