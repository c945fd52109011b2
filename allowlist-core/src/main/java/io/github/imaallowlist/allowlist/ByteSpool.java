package io.github.imaallowlist.allowlist;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Bytes beside an allowlist, written from front to end and then read: in memory while they are few,
 * beyond in the unnamed file of its {@link AllowlistBuilder}, which has to be open. For one thread.
 */
public final class ByteSpool {
  private static final int BLOCK = 1 << 18;

  private final LinkSpool.@Nullable SpillSupplier file;
  private final List<Extent> written = new ArrayList<>();
  private byte[] block = new byte[1 << 10];
  private int used;

  ByteSpool(LinkSpool.@Nullable SpillSupplier file) {
    this.file = file;
  }

  /** One that keeps all in memory: for few. */
  public static ByteSpool inMemory() {
    return new ByteSpool(null);
  }

  public void write(byte b) throws IOException {
    if (used == block.length) {
      if (used < BLOCK || file == null) {
        block = Arrays.copyOf(block, 2 * used);
      } else {
        written.add(file.get().append(block, used));
        used = 0;
      }
    }
    block[used++] = b;
  }

  /** All that was written. Nothing can be written until it was read. */
  public InputStream open() {
    return new InputStream() {
      private int next;
      private ByteArrayInputStream part = new ByteArrayInputStream(new byte[0]);

      @Override
      public int read() throws IOException {
        return hasMore() ? part.read() : -1;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        return length == 0 ? 0 : hasMore() ? part.read(bytes, offset, length) : -1;
      }

      private boolean hasMore() throws IOException {
        while (part.available() == 0 && next <= written.size()) {
          part = new ByteArrayInputStream(part(next++));
        }
        return part.available() > 0;
      }
    };
  }

  /**
   * @param number of a block that was spilled, or the one behind these, which is in memory
   */
  private byte[] part(int number) throws IOException {
    return number < written.size() ? bytesOf(written.get(number)) : Arrays.copyOf(block, used);
  }

  private byte[] bytesOf(Extent extent) throws IOException {
    SpillFile spilled = Objects.requireNonNull(file).get();
    byte[] bytes = new byte[(int) (extent.end() - extent.start())];
    for (int filled = 0; filled < bytes.length; ) {
      filled += spilled.read(extent.start() + filled, bytes, filled, bytes.length - filled);
    }
    return bytes;
  }
}
