package io.github.imaallowlist.allowlist;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Every symbolic link of the packages, in the order in which they came: in memory while they are
 * few, in the spill file beyond. A distribution has millions of them ({@code /usr/lib/.build-id}),
 * of which hardly any leads to a folder.
 */
final class LinkSpool {
  private static final int BLOCK = 1 << 18;
  private static final int HEAD = 4;

  private final SpillSupplier file;
  private final List<Extent> written = new ArrayList<>();
  private byte[] block = new byte[1 << 12];
  private int used;
  private long count;

  LinkSpool(SpillSupplier file) {
    this.file = file;
  }

  /** Gives the spill file, which is made when it is first needed. */
  @FunctionalInterface
  interface SpillSupplier {
    SpillFile get() throws IOException;
  }

  /** Takes links one by one. */
  @FunctionalInterface
  interface Visitor {
    void link(byte[] link, byte[] target) throws IOException;
  }

  long count() {
    return count;
  }

  void add(byte[] link, byte[] target) throws IOException {
    int length = HEAD + link.length + target.length;
    if (length > BLOCK - used) {
      written.add(file.get().append(block, used));
      used = 0;
    }
    while (length > block.length - used) {
      block = Arrays.copyOf(block, Math.min(BLOCK, block.length * 2));
    }
    put16(used, link.length);
    put16(used + 2, target.length);
    System.arraycopy(link, 0, block, used + HEAD, link.length);
    System.arraycopy(target, 0, block, used + HEAD + link.length, target.length);
    used += length;
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
      int linkStart = position + HEAD;
      int targetStart = linkStart + u16(block, position);
      int end = targetStart + u16(block, position + 2);
      visitor.link(
          Arrays.copyOfRange(block, linkStart, targetStart),
          Arrays.copyOfRange(block, targetStart, end));
      position = end;
    }
  }

  private void put16(int position, int value) {
    block[position] = (byte) (value >>> 8);
    block[position + 1] = (byte) value;
  }

  private static int u16(byte[] block, int position) {
    return ((block[position] & 0xff) << 8) | (block[position + 1] & 0xff);
  }
}
