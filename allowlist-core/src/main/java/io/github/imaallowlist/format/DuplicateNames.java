package io.github.imaallowlist.format;

import io.github.imaallowlist.allowlist.ByteHash;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Notices a name that was there before, among any number of names.
 *
 * <p>Names in ascending order need no memory. For others their hashes are kept, up to {@link
 * #MAX_UNSORTED} of them; two names with the same 64 bits are taken for one, which is a refusal too
 * many and never one too few.
 */
final class DuplicateNames {
  /** As many as fit into 32 MiB. */
  static final int MAX_UNSORTED = 3_000_000;

  private final ByteHash hash =
      new ByteHash(ThreadLocalRandom.current().nextLong(), ThreadLocalRandom.current().nextLong());

  private final int maxUnsorted;
  private byte[] last = new byte[1 << 8];
  private int lastLength;
  private long count;
  private boolean ascending = true;

  /** As they came while they were ascending; then by their place in a hash table. */
  private long[] hashes = new long[1 << 10];

  DuplicateNames() {
    this(MAX_UNSORTED);
  }

  DuplicateNames(int maxUnsorted) {
    this.maxUnsorted = maxUnsorted;
  }

  /** What there is to say about a further name. */
  enum Verdict {
    NEW,
    DUPLICATE,
    /** Not to be told: there are too many names, and they are not sorted. */
    TOO_MANY_UNSORTED
  }

  Verdict add(byte[] name) {
    return add(name, 0, name.length);
  }

  /** Likewise, of a part of an array, which may be written over afterwards. */
  Verdict add(byte[] name, int from, int length) {
    boolean next =
        count == 0 || Arrays.compareUnsigned(last, 0, lastLength, name, from, from + length) < 0;
    keep(name, from, length);
    count++;
    if (count > maxUnsorted) {
      hashes = new long[0];
      ascending &= next;
      return ascending ? Verdict.NEW : Verdict.TOO_MANY_UNSORTED;
    }
    if (ascending && next) {
      note(hashOf(last, lastLength));
      return Verdict.NEW;
    }
    if (ascending) {
      ascending = false;
      makeTable();
    }
    if (count * 4 > hashes.length * 3L) {
      grow();
    }
    return insert(hashes, hashOf(last, lastLength)) ? Verdict.NEW : Verdict.DUPLICATE;
  }

  private void keep(byte[] name, int from, int length) {
    if (length > last.length) {
      last = new byte[2 * length];
    }
    System.arraycopy(name, from, last, 0, length);
    lastLength = length;
  }

  private void note(long hash) {
    if (count > hashes.length) {
      hashes = Arrays.copyOf(hashes, hashes.length * 2);
    }
    hashes[(int) count - 1] = hash;
  }

  private void makeTable() {
    long[] table = new long[hashes.length * 2];
    for (int i = 0; i < count - 1; i++) {
      insert(table, hashes[i]);
    }
    hashes = table;
  }

  private void grow() {
    long[] larger = new long[hashes.length * 2];
    for (long hash : hashes) {
      if (hash != 0) {
        insert(larger, hash);
      }
    }
    hashes = larger;
  }

  private static boolean insert(long[] table, long hash) {
    int slot = (int) (hash >>> 32) & (table.length - 1);
    while (table[slot] != 0) {
      if (table[slot] == hash) {
        return false;
      }
      slot = (slot + 1) & (table.length - 1);
    }
    table[slot] = hash;
    return true;
  }

  /** Never 0, which marks an empty slot. */
  private long hashOf(byte[] name, int length) {
    long hashed = hash.of(name, 0, length);
    return hashed == 0 ? 1 : hashed;
  }
}
