package io.github.imaallowlist.selinux.regex;

import java.util.Arrays;

/**
 * A set of small numbers, in the order of their coming, that is emptied in no time (Briggs and
 * Torczon, "An efficient representation for sparse sets", 1993).
 */
final class StateSet {
  private int[] members = new int[64];
  private int[] places = new int[0];
  private int size;

  /** Whether it was not in yet. */
  boolean add(int state) {
    if (contains(state)) {
      return false;
    }
    if (state >= places.length) {
      places = Arrays.copyOf(places, Math.max(state + 1, places.length * 3 / 2));
    }
    if (size == members.length) {
      members = Arrays.copyOf(members, size * 2);
    }
    places[state] = size;
    members[size++] = state;
    return true;
  }

  boolean contains(int state) {
    return state < places.length && places[state] < size && members[places[state]] == state;
  }

  int size() {
    return size;
  }

  int get(int index) {
    return members[index];
  }

  void clear() {
    size = 0;
  }

  /** The members in ascending order. */
  int[] sorted() {
    int[] sorted = Arrays.copyOf(members, size);
    Arrays.sort(sorted);
    return sorted;
  }
}
