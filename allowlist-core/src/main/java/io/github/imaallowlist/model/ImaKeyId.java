package io.github.imaallowlist.model;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * The number by which an IMA signature names its key: the last four bytes of the key's subject key
 * identifier. It tells keys apart, and proves nothing. Ordered as unsigned.
 *
 * @param bits all 32 of it
 */
public record ImaKeyId(int bits) implements Comparable<ImaKeyId> {
  private static final int LENGTH = 4;

  /**
   * The last four bytes of a key identifier.
   *
   * @throws IllegalArgumentException if it has fewer
   */
  public static ImaKeyId ofTail(byte[] keyIdentifier) {
    if (keyIdentifier.length < LENGTH) {
      throw new IllegalArgumentException("a key identifier of fewer than four bytes");
    }
    return new ImaKeyId(ByteBuffer.wrap(keyIdentifier).getInt(keyIdentifier.length - LENGTH));
  }

  /** The number, as Keylime has it. */
  public long value() {
    return Integer.toUnsignedLong(bits);
  }

  @Override
  public int compareTo(ImaKeyId other) {
    return Integer.compareUnsigned(bits, other.bits);
  }

  /** Eight hexadecimal digits, as {@code evmctl} and the kernel's messages have it. */
  @Override
  public String toString() {
    return HexFormat.of().toHexDigits(bits);
  }
}
