package io.github.imaallowlist.rpm.payload;

import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.rpm.header.RpmLimits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Takes a payload's cpio archive apart, as RPM's {@code lib/cpio.cc} does: {@code 070701}, {@code
 * 070702}, and RPM's own {@code 07070X}. Contents are handed over as slices of one buffer.
 */
final class CpioReader {
  private static final int MAGIC_LENGTH = 6;
  private static final int FIELD_LENGTH = 8;
  private static final int NAMED_FIELDS = 13;
  private static final int MODE_FIELD = 1;
  private static final int SIZE_FIELD = 6;
  private static final int NAME_SIZE_FIELD = 11;
  private static final long INDEX_OF_TRAILER = 0xffffffffL;
  private static final byte[] TRAILER = "TRAILER!!!".getBytes(StandardCharsets.US_ASCII);

  private final InputStream in;
  private final String source;
  private final byte[] buffer = new byte[64 << 10];
  private int position;
  private int filled;

  /** Of the buffer's first byte in the decompressed archive. */
  private long bufferOffset;

  CpioReader(InputStream in, String source) {
    this.in = in;
    this.source = source;
  }

  /** Where a content goes. */
  interface ContentSink {
    void accept(byte[] buffer, int start, int length) throws IOException;
  }

  /** Reads the next entry, at the end of the one before's content. */
  CpioEntry next() throws IOException {
    skipPadding();
    long start = offset();
    String magic = new String(take(MAGIC_LENGTH, "a cpio magic"), StandardCharsets.ISO_8859_1);
    return switch (magic) {
      case "070701", "070702" -> named(start);
      case "07070X" -> indexed();
      default -> throw malformed(start, "a cpio magic was expected");
    };
  }

  private CpioEntry named(long start) throws IOException {
    byte[] fields = take(NAMED_FIELDS * FIELD_LENGTH, "a cpio header");
    long nameSize = hex(fields, NAME_SIZE_FIELD, start);
    if (nameSize < 1 || nameSize > RpmLimits.CPIO_NAME_BYTES) {
      throw malformed(start, "a cpio name has %,d bytes".formatted(nameSize));
    }
    byte[] name = take((int) nameSize, "a cpio name");
    for (int i = 0; i < name.length; i++) {
      if ((name[i] == 0) != (i == name.length - 1)) {
        throw malformed(start, "a cpio name does not end at its NUL");
      }
    }
    skipPadding();
    byte[] path = Arrays.copyOf(name, name.length - 1);
    return Arrays.equals(path, TRAILER)
        ? new CpioEntry.Trailer()
        : new CpioEntry.Named(
            absolute(path), hex(fields, MODE_FIELD, start), hex(fields, SIZE_FIELD, start));
  }

  /** RPM writes {@code ./usr/bin/x}, others {@code usr/bin/x} or the path as it is. */
  private static byte[] absolute(byte[] name) {
    int start = name.length > 1 && name[0] == '.' && name[1] == '/' ? 1 : 0;
    if (start < name.length && name[start] == '/') {
      return Arrays.copyOfRange(name, start, name.length);
    }
    byte[] path = new byte[name.length + 1];
    path[0] = '/';
    System.arraycopy(name, 0, path, 1, name.length);
    return path;
  }

  private CpioEntry indexed() throws IOException {
    long start = offset();
    long file = hex(take(FIELD_LENGTH, "a file index"), 0, start);
    skipPadding();
    return file == INDEX_OF_TRAILER ? new CpioEntry.Trailer() : new CpioEntry.Indexed(file);
  }

  private long hex(byte[] fields, int field, long start) throws IOException {
    long value = 0;
    for (int i = field * FIELD_LENGTH; i < (field + 1) * FIELD_LENGTH; i++) {
      int digit = Character.digit(fields[i], 16);
      if (digit < 0) {
        throw malformed(start, "a cpio header has a field that is not hexadecimal");
      }
      value = (value << 4) | digit;
    }
    return value;
  }

  /** Hands over the content of the present entry. */
  void content(long size, ContentSink sink) throws IOException {
    long left = size;
    while (left > 0) {
      if (position == filled && !fill()) {
        throw malformed(
            offset(), "the archive ends %,d bytes before a content does".formatted(left));
      }
      int count = (int) Math.min(left, filled - position);
      sink.accept(buffer, position, count);
      position += count;
      left -= count;
    }
  }

  /** Reads to the end, behind the trailer: nothing but a little padding may be there. */
  void finish() throws IOException {
    long end = offset() + RpmLimits.CPIO_PADDING_BYTES;
    while (position < filled || fill()) {
      if (buffer[position] != 0 || offset() >= end) {
        throw malformed(offset(), "the archive goes on behind its trailer");
      }
      position++;
    }
  }

  private void skipPadding() throws IOException {
    int misaligned = (int) (offset() % 4);
    if (misaligned != 0) {
      take(4 - misaligned, "padding");
    }
  }

  private byte[] take(int length, String what) throws IOException {
    byte[] bytes = new byte[length];
    int taken = 0;
    while (taken < length) {
      if (position == filled && !fill()) {
        throw malformed(offset(), "the archive ends where %s was expected".formatted(what));
      }
      int count = Math.min(length - taken, filled - position);
      System.arraycopy(buffer, position, bytes, taken, count);
      position += count;
      taken += count;
    }
    return bytes;
  }

  private boolean fill() throws IOException {
    bufferOffset += filled;
    position = 0;
    filled = Math.max(in.read(buffer, 0, buffer.length), 0);
    return filled > 0;
  }

  /** In the decompressed archive. */
  private long offset() {
    return bufferOffset + position;
  }

  private MalformedInputException malformed(long offset, String problem) {
    return new MalformedInputException(
        source,
        MalformedInputException.NO_OFFSET,
        "at byte %d of the decompressed payload: %s".formatted(offset, problem));
  }
}
