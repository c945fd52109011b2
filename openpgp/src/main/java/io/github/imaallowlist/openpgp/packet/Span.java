package io.github.imaallowlist.openpgp.packet;

import java.util.Arrays;

/**
 * Some bytes of a block, where they stand.
 *
 * @param start the position of the first
 * @param end the position behind the last
 */
public record Span(Block block, int start, int end) {
  public PacketCursor cursor() {
    return new PacketCursor(block, start, end);
  }

  public int length() {
    return end - start;
  }

  public byte[] copy() {
    return Arrays.copyOfRange(block.bytes(), start, end);
  }

  /** Whether another span has the same bytes, wherever it is. */
  public boolean hasSameBytes(Span other) {
    return Arrays.equals(block.bytes(), start, end, other.block.bytes(), other.start, other.end);
  }
}
