package io.github.imaallowlist.openpgp.packet;

import io.github.imaallowlist.error.MalformedInputException;
import java.util.Arrays;

/** Reads numbers and bytes in their order, and never beyond the end that it was given. */
public final class PacketCursor {
  private final Block block;
  private final int end;
  private int position;

  PacketCursor(Block block, int position, int end) {
    this.block = block;
    this.position = position;
    this.end = end;
  }

  public int position() {
    return position;
  }

  public int remaining() {
    return end - position;
  }

  public int u8() throws MalformedInputException {
    return block.bytes()[taken(1)] & 0xff;
  }

  public int u16() throws MalformedInputException {
    int at = taken(2);
    return ((block.bytes()[at] & 0xff) << 8) | (block.bytes()[at + 1] & 0xff);
  }

  public long u32() throws MalformedInputException {
    return ((long) u16() << 16) | u16();
  }

  public byte[] bytes(long count) throws MalformedInputException {
    int at = taken(count);
    return Arrays.copyOfRange(block.bytes(), at, at + (int) count);
  }

  public byte[] rest() throws MalformedInputException {
    return bytes(remaining());
  }

  /** The next bytes where they stand, uncopied. */
  public Span span(long count) throws MalformedInputException {
    int at = taken(count);
    return new Span(block, at, at + (int) count);
  }

  /** A multi-precision integer's magnitude as it stands (RFC 9580, section 3.2). */
  public byte[] mpi() throws MalformedInputException {
    return bytes((u16() + 7) / 8);
  }

  /** What to throw when the bytes at a position of the block break the format. */
  public MalformedInputException malformed(int at, String problem) {
    return block.malformed(at, problem);
  }

  /** What to throw when the bytes from here on break the format. */
  public MalformedInputException malformed(String problem) {
    return block.malformed(position, problem);
  }

  private int taken(long count) throws MalformedInputException {
    if (count > remaining()) {
      throw malformed(
          "%,d bytes are needed and %,d are left: cut off".formatted(count, remaining()));
    }
    int at = position;
    position += (int) count;
    return at;
  }
}
