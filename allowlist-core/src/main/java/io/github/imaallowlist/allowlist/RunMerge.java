package io.github.imaallowlist.allowlist;

import java.io.IOException;
import java.util.List;

/**
 * Goes over several sorted cursors as one sorted cursor. Records of the same path come one after
 * the other, in no particular order.
 */
final class RunMerge implements EntryCursor {
  private static final int UNKNOWN = -1;

  /** A binary heap by path: the root is the cursor whose record is next. */
  private final EntryCursor[] heap;

  private int size;

  /** The smaller child of the root, or {@link #UNKNOWN}. */
  private int second = UNKNOWN;

  private boolean started;

  RunMerge(List<? extends EntryCursor> sorted) {
    this.heap = sorted.toArray(EntryCursor[]::new);
  }

  @Override
  public boolean advance() throws IOException {
    if (!started) {
      started = true;
      start();
    } else if (size == 0) {
      return false;
    } else if (heap[0].advance()) {
      // Records come in streaks from one run: one comparison tells whether it goes on.
      if (second == UNKNOWN) {
        second = size > 2 && isBefore(heap[2], heap[1]) ? 2 : 1;
      }
      if (second < size && isBefore(heap[second], heap[0])) {
        siftDown(0);
        second = UNKNOWN;
      }
    } else {
      heap[0] = heap[--size];
      siftDown(0);
      second = UNKNOWN;
    }
    return size > 0;
  }

  @Override
  public byte[] array() {
    return heap[0].array();
  }

  @Override
  public int offset() {
    return heap[0].offset();
  }

  private void start() throws IOException {
    for (EntryCursor cursor : heap) {
      if (cursor.advance()) {
        heap[size++] = cursor;
      }
    }
    for (int i = size / 2 - 1; i >= 0; i--) {
      siftDown(i);
    }
  }

  private void siftDown(int start) {
    EntryCursor moving = heap[start];
    int hole = start;
    while (2 * hole + 1 < size) {
      int child = 2 * hole + 1;
      if (child + 1 < size && isBefore(heap[child + 1], heap[child])) {
        child++;
      }
      if (!isBefore(heap[child], moving)) {
        break;
      }
      heap[hole] = heap[child];
      hole = child;
    }
    heap[hole] = moving;
  }

  private static boolean isBefore(EntryCursor a, EntryCursor b) {
    return EntryRecord.comparePaths(a.array(), a.offset(), b.array(), b.offset()) < 0;
  }
}
