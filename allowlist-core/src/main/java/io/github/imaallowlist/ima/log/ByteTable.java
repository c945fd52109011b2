package io.github.imaallowlist.ima.log;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
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
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final long secret = ThreadLocalRandom.current().nextLong();
  private final List<byte[]> blocks = new ArrayList<>();
  private int used = BLOCK;
  private int[] slots = new int[1 << 12];
  private int[] addresses = new int[1 << 10];
  private int[] lengths = new int[1 << 10];
  private int[] hashes = new int[1 << 10];
  private int size;

  int size() {
    return size;
  }

  /** In bytes, about. */
  long memory() {
    return blocks.size() * (long) BLOCK + 4L * (slots.length + 3L * addresses.length);
  }

  /** The number of a string, which is added if it is not there. */
  int add(byte[] bytes, int from, int length) {
    int hash = hash(bytes, from, length);
    int slot = slotOf(hash, bytes, from, length);
    if (slots[slot] != 0) {
      return slots[slot] - 1;
    }
    append(bytes, from, length, hash);
    slots[slot] = size;
    if (2L * size > slots.length) {
      grow();
    }
    return size - 1;
  }

  /** The number of a string, or -1. */
  int find(byte[] bytes, int from, int length) {
    return slots[slotOf(hash(bytes, from, length), bytes, from, length)] - 1;
  }

  /** A copy. */
  byte[] get(int number) {
    int start = start(number);
    return Arrays.copyOfRange(block(number), start, start + lengths[number]);
  }

  /** What the string is in, from {@link #start} on. Not a copy. */
  byte[] block(int number) {
    return blocks.get(addresses[number] >>> BLOCK_BITS);
  }

  int start(int number) {
    return addresses[number] & (BLOCK - 1);
  }

  int length(int number) {
    return lengths[number];
  }

  private void append(byte[] bytes, int from, int length, int hash) {
    if (length > MAX_LENGTH) {
      throw new IllegalArgumentException("a string of %d bytes".formatted(length));
    }
    if (length > BLOCK - used) {
      blocks.add(new byte[BLOCK]);
      used = 0;
    }
    if (size == addresses.length) {
      addresses = Arrays.copyOf(addresses, 2 * size);
      lengths = Arrays.copyOf(lengths, 2 * size);
      hashes = Arrays.copyOf(hashes, 2 * size);
    }
    System.arraycopy(bytes, from, blocks.get(blocks.size() - 1), used, length);
    addresses[size] = ((blocks.size() - 1) << BLOCK_BITS) | used;
    lengths[size] = length;
    hashes[size++] = hash;
    used += length;
  }

  private int slotOf(int hash, byte[] bytes, int from, int length) {
    int mask = slots.length - 1;
    int slot = hash & mask;
    while (slots[slot] != 0 && !isAt(slots[slot] - 1, hash, bytes, from, length)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private boolean isAt(int number, int hash, byte[] bytes, int from, int length) {
    if (hashes[number] != hash || lengths[number] != length) {
      return false;
    }
    int start = start(number);
    return Arrays.equals(block(number), start, start + length, bytes, from, from + length);
  }

  private void grow() {
    int[] larger = new int[2 * slots.length];
    for (int number = 0; number < size; number++) {
      int slot = hashes[number] & (larger.length - 1);
      while (larger[slot] != 0) {
        slot = (slot + 1) & (larger.length - 1);
      }
      larger[slot] = number + 1;
    }
    slots = larger;
  }

  /** Eight bytes at a time, each mixed as in SplitMix64. */
  private int hash(byte[] bytes, int from, int length) {
    long hash = secret ^ length;
    int at = from;
    int end = from + length;
    for (; at + Long.BYTES <= end; at += Long.BYTES) {
      hash = mix(hash ^ (long) LONG.get(bytes, at));
    }
    long rest = 0;
    for (; at < end; at++) {
      rest = (rest << Byte.SIZE) | (bytes[at] & 0xff);
    }
    return (int) (mix(hash ^ rest) >>> Integer.SIZE);
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
