package io.github.imaallowlist.rpm.cache;

import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.model.HashAlgorithm;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Takes fields off an entry's bytes; one that goes beyond their end is an error. */
final class EntryInput {
  private final String source;
  private final byte[] bytes;
  private final int end;
  private final ByteBuffer buffer;

  /**
   * @param end of the fields in the bytes
   */
  EntryInput(String source, byte[] bytes, int end) {
    this.source = source;
    this.bytes = bytes;
    this.end = end;
    this.buffer = ByteBuffer.wrap(bytes, 0, end);
  }

  byte[] bytes() {
    return bytes;
  }

  int position() {
    return buffer.position();
  }

  int left() {
    return end - buffer.position();
  }

  /** Passes over a field, and returns where it begins. */
  int skip(long length) throws MalformedInputException {
    need(length);
    int start = buffer.position();
    buffer.position(start + (int) length);
    return start;
  }

  private void need(long length) throws MalformedInputException {
    if (length > left()) {
      throw malformed("a field of %,d bytes, and %,d are left".formatted(length, left()));
    }
  }

  int u8() throws MalformedInputException {
    need(Byte.BYTES);
    return Byte.toUnsignedInt(buffer.get());
  }

  int u16() throws MalformedInputException {
    need(Short.BYTES);
    return Short.toUnsignedInt(buffer.getShort());
  }

  /** As it stands, signed. */
  int int32() throws MalformedInputException {
    need(Integer.BYTES);
    return buffer.getInt();
  }

  /** A number that is not larger than a limit. */
  int u32(int limit) throws MalformedInputException {
    int value = int32();
    if (value < 0 || value > limit) {
      throw malformed("a number of %,d, above %,d".formatted(Integer.toUnsignedLong(value), limit));
    }
    return value;
  }

  /** A count of what has at least so many bytes each. */
  int count(int limit, long bytesEach) throws MalformedInputException {
    int count = u32(limit);
    need(count * bytesEach);
    return count;
  }

  long u64() throws MalformedInputException {
    need(Long.BYTES);
    long value = buffer.getLong();
    if (value < 0) {
      throw malformed("a number beyond any size");
    }
    return value;
  }

  boolean flag() throws MalformedInputException {
    int value = u8();
    if (value > 1) {
      throw malformed("%d, where there is 0 or 1".formatted(value));
    }
    return value == 1;
  }

  byte[] array(int length) throws MalformedInputException {
    int start = skip(length);
    return Arrays.copyOfRange(bytes, start, start + length);
  }

  String text() throws MalformedInputException {
    int length = u16();
    int start = skip(length);
    return new String(bytes, start, length, StandardCharsets.UTF_8);
  }

  HashAlgorithm algorithm() throws MalformedInputException {
    int length = u8();
    int start = skip(length);
    String name = new String(bytes, start, length, StandardCharsets.US_ASCII);
    return HashAlgorithm.byKernelName(name)
        .orElseThrow(() -> malformed("an algorithm that is not known"));
  }

  MalformedInputException malformed(String problem) {
    return new MalformedInputException(source, position(), problem);
  }

  String source() {
    return source;
  }
}
