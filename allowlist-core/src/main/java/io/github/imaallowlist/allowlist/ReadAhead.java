package io.github.imaallowlist.allowlist;

import io.github.imaallowlist.concurrent.BackgroundThread;
import io.github.imaallowlist.concurrent.PendingResult;
import java.io.IOException;

/**
 * Goes over another cursor's records, which a background thread meanwhile copies block by block: so
 * one thread merges what the other one writes.
 */
final class ReadAhead implements EntryCursor {
  private static final int BLOCK = 1 << 18;

  private final EntryCursor records;
  private final BackgroundThread thread;

  /** Whether the cursor stands at a record that did not fit into the block before. */
  private boolean held;

  private Block block = new Block(new byte[BLOCK], 0);
  private PendingResult<Block> filling;
  private int record;
  private int next;

  /**
   * @param records nobody else's from now on
   * @param thread has nothing to do until this cursor is at its end, or done with
   */
  ReadAhead(EntryCursor records, BackgroundThread thread) {
    this.records = records;
    this.thread = thread;
    byte[] first = new byte[BLOCK];
    this.filling = thread.run(() -> fill(first));
  }

  /**
   * Records side by side.
   *
   * @param length zero at the end
   */
  @SuppressWarnings("ArrayRecordComponent") // handed over, not compared
  private record Block(byte[] bytes, int length) {}

  private Block fill(byte[] bytes) throws IOException {
    int length = 0;
    while (held || records.advance()) {
      byte[] array = records.array();
      int offset = records.offset();
      int size = EntryRecord.length(array, offset);
      held = size > BLOCK - length;
      if (held) {
        break;
      }
      System.arraycopy(array, offset, bytes, length, size);
      length += size;
    }
    return new Block(bytes, length);
  }

  @Override
  public boolean advance() throws IOException {
    if (next == block.length) {
      byte[] empty = block.bytes;
      block = filling.await();
      next = 0;
      if (block.length == 0) {
        return false;
      }
      filling = thread.run(() -> fill(empty));
    }
    record = next;
    next = EntryRecord.end(block.bytes, record);
    return true;
  }

  @Override
  public byte[] array() {
    return block.bytes;
  }

  @Override
  public int offset() {
    return record;
  }
}
