package io.github.imaallowlist.format;

import io.github.imaallowlist.allowlist.AllowlistBuilder;
import io.github.imaallowlist.allowlist.ByteSpool;
import io.github.imaallowlist.allowlist.DigestOwners;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * The owners of each entry of a list, in the entries' order, as compact bytes: a list says them
 * only behind its digests.
 *
 * <pre>
 * varint 2 * (owner + 1)       varint entries      entries of one owner each, or with 0 of none
 * varint 2 * digests + 1      (varint owners  varint owner*)*
 * </pre>
 */
final class OwnerSpool {
  private final ByteSpool bytes;
  private int runOwner;
  private long runLength;

  OwnerSpool(ByteSpool bytes) {
    this.bytes = bytes;
  }

  void add(DigestOwners owners) throws IOException {
    if (owners.isOne()) {
      if (owners.one() != runOwner) {
        endRun();
        runOwner = owners.one();
      }
      runLength++;
      return;
    }
    endRun();
    write(2L * owners.count() + 1);
    for (int digest = 0; digest < owners.count(); digest++) {
      int[] numbers = owners.of(digest);
      write(numbers.length);
      for (int number : numbers) {
        write(number);
      }
    }
  }

  private void endRun() throws IOException {
    if (runLength > 0) {
      write(2L * (runOwner + 1));
      write(runLength);
      runLength = 0;
    }
  }

  private void write(long value) throws IOException {
    long rest = value;
    while (rest > 0x7f) {
      bytes.write((byte) (rest | 0x80));
      rest >>>= 7;
    }
    bytes.write((byte) rest);
  }

  /** Reads them back, from the first one. Nothing can be added afterwards. */
  Reader read() throws IOException {
    endRun();
    return new Reader(bytes.open());
  }

  /** Goes over the owners of one entry after the other. */
  static final class Reader {
    private final InputStream in;
    private DigestOwners run = DigestOwners.NONE;
    private long left;

    private Reader(InputStream in) {
      this.in = in;
    }

    DigestOwners next() throws IOException {
      if (left == 0) {
        long head = varint();
        if ((head & 1) == 1) {
          return each((int) (head >>> 1));
        }
        int owner = (int) (head >>> 1) - 1;
        run = owner == AllowlistBuilder.NO_OWNER ? DigestOwners.NONE : DigestOwners.ofAll(owner);
        left = varint();
      }
      left--;
      return run;
    }

    private DigestOwners each(int digests) throws IOException {
      int[][] each = new int[digests][];
      for (int digest = 0; digest < digests; digest++) {
        each[digest] = new int[(int) varint()];
        for (int i = 0; i < each[digest].length; i++) {
          each[digest][i] = (int) varint();
        }
      }
      return DigestOwners.ofEach(each);
    }

    private long varint() throws IOException {
      long value = 0;
      for (int shift = 0; ; shift += 7) {
        int b = in.read();
        if (b < 0) {
          throw new EOFException("a list's owners were cut short");
        }
        value |= (long) (b & 0x7f) << shift;
        if (b < 0x80) {
          return value;
        }
      }
    }
  }
}
