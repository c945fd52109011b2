package io.github.imaallowlist.openpgp.packet;

import io.github.imaallowlist.error.MalformedInputException;
import java.util.function.IntUnaryOperator;

/**
 * A run of packets without armor, which knows where in its file each byte came from.
 *
 * <p>The bytes are not copied: whoever makes a block does not change them any more.
 */
public final class Block {
  private final String source;
  private final byte[] bytes;
  private final IntUnaryOperator placeInFile;

  Block(String source, byte[] bytes, IntUnaryOperator placeInFile) {
    this.source = source;
    this.bytes = bytes;
    this.placeInFile = placeInFile;
  }

  /** The file's name, as the user knows it. */
  public String source() {
    return source;
  }

  int length() {
    return bytes.length;
  }

  byte[] bytes() {
    return bytes;
  }

  /** The offset in the file of the byte at a position here. */
  public long offset(int position) {
    return placeInFile.applyAsInt(position);
  }

  /** What to throw when the bytes at a position break the format. */
  public MalformedInputException malformed(int position, String problem) {
    return new MalformedInputException(source, offset(position), problem);
  }
}
