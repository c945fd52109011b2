package io.github.imaallowlist.ima.log;

import io.github.imaallowlist.allowlist.ByteHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Byte strings, each once, by a number that they get in the order in which they come. They stand
 * side by side in blocks, with no object for each. For one thread.
 *
 * <p>Whoever writes a measurement list chooses them: the hash has a secret of its own, or a list
 * could be made that takes for ever.
 */
final class ByteTable {
  /** The longest string. */
  static final int MAX_LENGTH = 1 << 16;

  private static final int BLOCK_BITS = 20;
  private static final int BLOCK = 1 << BLOCK_BITS;

  private final ByteHash hash =
      new ByteHash(ThreadLocalRandom.current().nextLong(), ThreadLocalRandom.current().nextLong());

  private final List<byte[]> blocks = new ArrayList<>();
  private int used = BLOCK;

  /** The hash in the upper half; below it the number and 1, or 0 in a free one. */
  private long[] slots = new long[1 << 12];

  private int indexed;

  /** The address in the upper half, the length below it: one word, as each is a cache line. */
  private long[] places = new long[1 << 10];

  private int size;

  int size() {
    return size;
  }

  /** In bytes, about. */
  long memory() {
    return blocks.size() * (long) BLOCK + (long) Long.BYTES * (slots.length + places.length);
  }

  /** The number of a string, which is added if it is not there. */
  int add(byte[] bytes, int from, int length) {
    return add(hash(bytes, from, length), bytes, from, length);
  }

  /** Likewise, if its {@link #hash} is at hand. */
  int add(int hash, byte[] bytes, int from, int length) {
    int slot = slotOf(hash, bytes, from, length);
    if (slots[slot] != 0) {
      return (int) slots[slot] - 1;
    }
    append(bytes, from, length);
    put(slot, hash, size - 1);
    return size - 1;
  }

  /**
   * Adds a string that is known not to be there. Neither {@link #add} nor {@link #find} sees it,
   * until it is given to {@link #index}.
   */
  int append(byte[] bytes, int from, int length) {
    if (length > MAX_LENGTH) {
      throw new IllegalArgumentException("a string of %d bytes".formatted(length));
    }
    if (length > BLOCK - used) {
      blocks.add(new byte[BLOCK]);
      used = 0;
    }
    if (size == places.length) {
      places = Arrays.copyOf(places, 2 * size);
    }
    System.arraycopy(bytes, from, blocks.get(blocks.size() - 1), used, length);
    int address = ((blocks.size() - 1) << BLOCK_BITS) | used;
    places[size] = ((long) address << Integer.SIZE) | length;
    used += length;
    return size++;
  }

  /** Lets a string be found that was appended. */
  void index(int number) {
    int hash = hash(block(number), start(number), length(number));
    put(slotOf(hash, block(number), start(number), length(number)), hash, number);
  }

  private void put(int slot, int hash, int number) {
    slots[slot] = ((long) hash << Integer.SIZE) | (number + 1);
    indexed++;
    if (2L * indexed > slots.length) {
      grow();
    }
  }

  /**
   * The number of a string that may be the one with that hash, or -1; others may be it as well. For
   * those who fetch what is looked at for many strings, before they look at it for one.
   */
  int guess(int hash) {
    return (int) slots[hash & (slots.length - 1)] - 1;
  }

  /** Something from where the string begins, likewise. */
  int glance(int number) {
    return block(number)[start(number)];
  }

  /** The number of a string with that {@link #hash}, or -1. */
  int find(int hash, byte[] bytes, int from, int length) {
    return (int) slots[slotOf(hash, bytes, from, length)] - 1;
  }

  /** A copy. */
  byte[] get(int number) {
    int start = start(number);
    return Arrays.copyOfRange(block(number), start, start + length(number));
  }

  /** What the string is in, from {@link #start} on. Not a copy. */
  byte[] block(int number) {
    return blocks.get((int) (places[number] >>> (Integer.SIZE + BLOCK_BITS)));
  }

  int start(int number) {
    return (int) (places[number] >>> Integer.SIZE) & (BLOCK - 1);
  }

  int length(int number) {
    return (int) places[number];
  }

  private int slotOf(int hash, byte[] bytes, int from, int length) {
    int mask = slots.length - 1;
    int slot = hash & mask;
    while (slots[slot] != 0 && !isAt(slots[slot], hash, bytes, from, length)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private boolean isAt(long slot, int hash, byte[] bytes, int from, int length) {
    if ((int) (slot >>> Integer.SIZE) != hash) {
      return false;
    }
    int number = (int) slot - 1;
    int start = start(number);
    return Arrays.equals(block(number), start, start + length(number), bytes, from, from + length);
  }

  private void grow() {
    long[] larger = new long[2 * slots.length];
    for (long entry : slots) {
      if (entry != 0) {
        int slot = (int) (entry >>> Integer.SIZE) & (larger.length - 1);
        while (larger[slot] != 0) {
          slot = (slot + 1) & (larger.length - 1);
        }
        larger[slot] = entry;
      }
    }
    slots = larger;
  }

  /** Of a string, as this table has it. */
  int hash(byte[] bytes, int from, int length) {
    return (int) (hash.of(bytes, from, length) >>> Integer.SIZE);
  }
}
