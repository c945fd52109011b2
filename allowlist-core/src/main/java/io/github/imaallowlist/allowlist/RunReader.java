package io.github.imaallowlist.allowlist;

import java.io.IOException;

/** Goes over a run of the spill file, through a part of an array that serves as its buffer. */
final class RunReader implements EntryCursor {
  private final SpillFile file;
  private final byte[] buffer;
  private final int bufferStart;
  private final int bufferEnd;
  private final long end;
  private long position;
  private int record;
  private int next;
  private int filled;

  /**
   * @param bufferStart where in the array this reader's part begins; it is {@code bufferLength}
   *     long, at least {@link AllowlistLimits#MIN_READ_BUFFER}
   */
  RunReader(SpillFile file, Extent run, byte[] buffer, int bufferStart, int bufferLength) {
    this.file = file;
    this.buffer = buffer;
    this.bufferStart = bufferStart;
    this.bufferEnd = bufferStart + bufferLength;
    this.position = run.start();
    this.end = run.end();
    this.next = bufferStart;
    this.filled = bufferStart;
  }

  @Override
  public boolean advance() throws IOException {
    if (next == filled && position == end) {
      return false;
    }
    require(EntryRecord.HEAD);
    require(EntryRecord.length(buffer, next));
    record = next;
    next = EntryRecord.end(buffer, record);
    return true;
  }

  @Override
  public byte[] array() {
    return buffer;
  }

  @Override
  public int offset() {
    return record;
  }

  private void require(int length) throws IOException {
    if (filled - next >= length) {
      return;
    }
    System.arraycopy(buffer, next, buffer, bufferStart, filled - next);
    filled = bufferStart + filled - next;
    next = bufferStart;
    while (filled - next < length) {
      int wanted = (int) Math.min(bufferEnd - filled, end - position);
      int count = file.read(position, buffer, filled, wanted);
      position += count;
      filled += count;
    }
  }
}
