package io.github.imaallowlist.allowlist;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Records side by side in one bounded array, with an index of where each begins; no object a
 * record.
 */
final class EntryArena {
  private static final int FIRST_BYTES = 1 << 20;
  private static final int FIRST_RECORDS = 1 << 13;

  /** Records that are sorted at once. */
  private static final int PART = 1 << 13;

  private final int capacity;
  private byte[] bytes;
  private int used;
  private int[] offsets = new int[FIRST_RECORDS];
  private int count;

  /**
   * @param capacity in bytes; taken as they are needed
   */
  EntryArena(int capacity) {
    this.capacity = capacity;
    this.bytes = new byte[Math.min(capacity, FIRST_BYTES)];
  }

  /** Takes a copy of the record. False if it does not fit; nothing is taken then. */
  boolean append(byte[] record) {
    if (record.length > capacity - used) {
      return false;
    }
    if (record.length > bytes.length - used) {
      bytes = Arrays.copyOf(bytes, (int) Math.min(capacity, bytes.length * 2L));
    }
    if (count == offsets.length) {
      offsets = Arrays.copyOf(offsets, offsets.length * 2);
    }
    System.arraycopy(record, 0, bytes, used, record.length);
    offsets[count++] = used;
    used += record.length;
    return true;
  }

  int count() {
    return count;
  }

  boolean isEmpty() {
    return count == 0;
  }

  byte[] array() {
    return bytes;
  }

  int offset(int index) {
    return offsets[index];
  }

  /** Forgets all records but the first ones. Only before {@link #sort}. */
  void truncate(int keep) {
    used = keep == 0 ? 0 : EntryRecord.end(bytes, offsets[keep - 1]);
    count = keep;
  }

  /**
   * Sorts the records part by part. A part of one after the other fits into a processor's cache,
   * and the merge of sorted parts, which {@link #cursor} is, runs through memory in order.
   */
  void sort() {
    for (int from = 0; from < count; from += PART) {
      int[] part = Arrays.copyOfRange(offsets, from, Math.min(from + PART, count));
      RecordSort.sort(bytes, part);
      System.arraycopy(part, 0, offsets, from, part.length);
    }
  }

  /** Over the records by path, once they are sorted. */
  EntryCursor cursor() {
    List<EntryCursor> parts = new ArrayList<>();
    for (int from = 0; from < count; from += PART) {
      parts.add(new PartCursor(from, Math.min(from + PART, count)));
    }
    return parts.size() == 1 ? parts.get(0) : new RunMerge(parts);
  }

  /** Over the records of a part, in the index's order. */
  private final class PartCursor implements EntryCursor {
    private final int end;
    private int next;

    PartCursor(int start, int end) {
      this.next = start;
      this.end = end;
    }

    @Override
    public boolean advance() {
      return next < end && ++next > 0;
    }

    @Override
    public byte[] array() {
      return bytes;
    }

    @Override
    public int offset() {
      return offsets[next - 1];
    }
  }

  /** Sorts the records, writes them as a run, and forgets them. */
  Extent spill(SpillFile file) throws IOException {
    sort();
    Extent run = file.append(cursor(), used);
    truncate(0);
    return run;
  }

  /** All the memory that the arena may take, for use as read buffers. Only while it is empty. */
  byte[] borrow() {
    if (!isEmpty()) {
      throw new IllegalStateException("the arena holds records");
    }
    if (bytes.length < capacity) {
      bytes = new byte[capacity];
    }
    return bytes;
  }
}
