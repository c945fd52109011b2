package io.github.imaallowlist.allowlist;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Sorts records by their paths, by moving offsets only: Bentley and Sedgewick's three-way radix
 * quicksort, eight bytes of the path at a time.
 *
 * <p>Paths share long beginnings. This sort looks at each shared byte once, where one that compares
 * whole paths looks at it each time; and while eight bytes decide it does not touch the paths. A
 * path has no NUL, so that zeros can stand behind its end. Pivots are random: no one who names
 * files can make it slow.
 */
final class RecordSort {
  private static final int KEY_BYTES = Long.BYTES;
  private static final int INSERTION_SORT = 12;
  private static final int PART = 3;
  private static final VarHandle BIG_ENDIAN =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final byte[] array;
  private final int[] offsets;

  /** The eight bytes of each record's path at the depth that its part is sorted by. */
  private final long[] keys;

  private final SplittableRandom random = new SplittableRandom();

  /** The parts that are still to be sorted: from, to and depth of each. */
  private int[] stack = new int[64 * PART];

  private int top;

  private RecordSort(byte[] array, int[] offsets) {
    this.array = array;
    this.offsets = offsets;
    this.keys = new long[offsets.length];
  }

  /** Sorts the offsets by the records of the array that they point to. */
  static void sort(byte[] array, int[] offsets) {
    RecordSort sort = new RecordSort(array, offsets);
    sort.takeKeys(0, offsets.length, 0);
    sort.sort();
  }

  /** Without recursion: Java's compiler takes half a second for one with loops in it. */
  private void sort() {
    push(0, offsets.length, 0);
    while (top > 0) {
      int depth = stack[--top];
      int to = stack[--top];
      int from = stack[--top];
      if (to - from <= INSERTION_SORT) {
        insertionSort(from, to);
      } else {
        split(from, to, depth);
      }
    }
  }

  /** Splits [from, to), whose paths have the same first {@code depth} bytes, by a pivot. */
  private void split(int from, int to, int depth) {
    long pivot = pivot(from, to);
    int less = from;
    int greater = to;
    for (int i = from; i < greater; ) {
      int order = Long.compareUnsigned(keys[i], pivot);
      if (order < 0) {
        swap(less++, i++);
      } else if (order > 0) {
        swap(i, --greater);
      } else {
        i++;
      }
    }
    // A last byte of zero: these paths have ended, and are the same.
    int equalTo = (pivot & 0xff) != 0 ? greater : less;
    takeKeys(less, equalTo, depth + KEY_BYTES);
    push(from, less, depth);
    push(less, equalTo, depth + KEY_BYTES);
    push(greater, to, depth);
  }

  private void push(int from, int to, int depth) {
    if (to - from < 2) {
      return;
    }
    if (top + PART > stack.length) {
      stack = Arrays.copyOf(stack, 2 * stack.length);
    }
    stack[top++] = from;
    stack[top++] = to;
    stack[top++] = depth;
  }

  /** By whole paths; the keys are of no use afterwards, and stay where they are. */
  private void insertionSort(int from, int to) {
    for (int i = from + 1; i < to; i++) {
      int offset = offsets[i];
      int j = i;
      while (j > from && EntryRecord.comparePaths(array, offsets[j - 1], array, offset) > 0) {
        offsets[j] = offsets[j - 1];
        j--;
      }
      offsets[j] = offset;
    }
  }

  private void takeKeys(int from, int to, int depth) {
    for (int i = from; i < to; i++) {
      keys[i] = keyOf(offsets[i], depth);
    }
  }

  private long keyOf(int offset, int depth) {
    int start = EntryRecord.pathStart(offset) + depth;
    int left = EntryRecord.pathLength(array, offset) - depth;
    if (left >= KEY_BYTES) {
      return (long) BIG_ENDIAN.get(array, start);
    }
    long key = 0;
    for (int i = 0; i < KEY_BYTES; i++) {
      key = (key << 8) | (i < left ? array[start + i] & 0xff : 0);
    }
    return key;
  }

  private long pivot(int from, int to) {
    long a = keys[random.nextInt(from, to)];
    long b = keys[random.nextInt(from, to)];
    long c = keys[random.nextInt(from, to)];
    if (Long.compareUnsigned(a, b) > 0) {
      long swapped = a;
      a = b;
      b = swapped;
    }
    if (Long.compareUnsigned(c, a) < 0) {
      return a;
    }
    return Long.compareUnsigned(c, b) < 0 ? c : b;
  }

  private void swap(int i, int j) {
    int offset = offsets[i];
    offsets[i] = offsets[j];
    offsets[j] = offset;
    long key = keys[i];
    keys[i] = keys[j];
    keys[j] = key;
  }
}
