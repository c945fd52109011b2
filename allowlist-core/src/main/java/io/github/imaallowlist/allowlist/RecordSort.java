package io.github.imaallowlist.allowlist;

/**
 * Sorts records by their paths, by moving offsets only: Bentley and Sedgewick's three-way radix
 * quicksort.
 *
 * <p>Paths share long beginnings. This sort looks at each shared byte once, where one that compares
 * whole paths looks at it each time. A byte has few values, so no order of paths makes it quadratic.
 */
final class RecordSort {
  private static final int INSERTION_SORT = 12;

  private final byte[] array;
  private final int[] offsets;

  private RecordSort(byte[] array, int[] offsets) {
    this.array = array;
    this.offsets = offsets;
  }

  /** Sorts the offsets of index 0 to {@code count} by the records of the array that they point to. */
  static void sort(byte[] array, int[] offsets, int count) {
    new RecordSort(array, offsets).sort(0, count, 0);
  }

  /** Sorts [from, to), whose paths have the same first {@code depth} bytes. */
  private void sort(int from, int to, int depth) {
    while (to - from > INSERTION_SORT) {
      int pivot = median(byteAt(from, depth), byteAt((from + to) >>> 1, depth), byteAt(to - 1, depth));
      int less = from;
      int greater = to;
      for (int i = from; i < greater; ) {
        int value = byteAt(i, depth);
        if (value < pivot) {
          swap(less++, i++);
        } else if (value > pivot) {
          swap(i, --greater);
        } else {
          i++;
        }
      }
      // The largest of the three parts goes on in this loop, so that the recursion stays shallow.
      int lessSize = less - from;
      int equalSize = pivot < 0 ? 0 : greater - less;
      int greaterSize = to - greater;
      if (equalSize >= lessSize && equalSize >= greaterSize) {
        sort(from, less, depth);
        sort(greater, to, depth);
        from = less;
        to = greater;
        depth++;
      } else if (lessSize >= greaterSize) {
        sort(less, less + equalSize, depth + 1);
        sort(greater, to, depth);
        to = less;
      } else {
        sort(from, less, depth);
        sort(less, less + equalSize, depth + 1);
        from = greater;
      }
    }
    insertionSort(from, to);
  }

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

  /** The path's byte at that depth, unsigned; -1 where the path has ended. */
  private int byteAt(int index, int depth) {
    int offset = offsets[index];
    return depth < EntryRecord.pathLength(array, offset)
        ? array[EntryRecord.pathStart(offset) + depth] & 0xff
        : -1;
  }

  private void swap(int i, int j) {
    int offset = offsets[i];
    offsets[i] = offsets[j];
    offsets[j] = offset;
  }

  private static int median(int a, int b, int c) {
    return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  }
}
