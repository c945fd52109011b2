package io.github.imaallowlist.allowlist;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A hash of bytes for tables: sixteen at a time, multiplied to 128 bits and folded, as in wyhash,
 * which Go's maps use for what comes from outside.
 *
 * @param secret for no two hashes the same, where others choose the bytes
 */
public record ByteHash(long secret, long other) {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Of a part of an array. */
  public long of(byte[] bytes, int from, int length) {
    long hash = secret ^ length;
    int at = from;
    int end = from + length;
    for (; at + 2 * Long.BYTES <= end; at += 2 * Long.BYTES) {
      long one = (long) LONG.get(bytes, at);
      long two = (long) LONG.get(bytes, at + Long.BYTES);
      hash = fold(one ^ other, two ^ hash);
    }
    long one = 0;
    if (at + Long.BYTES <= end) {
      one = (long) LONG.get(bytes, at);
      at += Long.BYTES;
    }
    long two = 0;
    for (; at < end; at++) {
      two = (two << Byte.SIZE) | (bytes[at] & 0xff);
    }
    return fold(other ^ length, fold(one ^ other, two ^ hash));
  }

  private static long fold(long one, long two) {
    return (one * two) ^ Math.multiplyHigh(one, two);
  }
}
