package io.github.imaallowlist.selinux.regex;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Bytes that no set tells apart are of one class: a table has a column for each class only. */
final class ByteClasses {
  private final int[] classOf = new int[256];
  private int count = 1;

  ByteClasses(List<ByteSet> sets) {
    for (ByteSet set : sets) {
      split(set);
    }
  }

  private void split(ByteSet set) {
    Map<Integer, Integer> inside = new HashMap<>();
    int[] membersOf = new int[count];
    int[] sizeOf = new int[count];
    for (int value = 0; value < 256; value++) {
      sizeOf[classOf[value]]++;
      membersOf[classOf[value]] += set.contains(value) ? 1 : 0;
    }
    for (int value = 0; value < 256; value++) {
      int old = classOf[value];
      boolean cut = old < membersOf.length && membersOf[old] > 0 && membersOf[old] < sizeOf[old];
      if (cut && set.contains(value)) {
        classOf[value] = inside.computeIfAbsent(old, o -> count + inside.size());
      }
    }
    count += inside.size();
  }

  /** At most 256. */
  int count() {
    return count;
  }

  /** Of a byte's value, 0 to 255; from 0 to less than the count. */
  int of(int value) {
    return classOf[value];
  }

  /** A copy of the whole table. */
  int[] table() {
    return classOf.clone();
  }
}
