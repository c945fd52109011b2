package io.github.imaallowlist.rpm.header;

import io.github.imaallowlist.error.MalformedInputException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A package's bytes, read once from front to end: knows the offset, and feeds digests on the way.
 *
 * <p>It does not buffer: those who read a little at a time buffer above it, so that the offset
 * stays what was really asked for.
 */
public final class RpmInput extends InputStream {
  private static final int CHUNK = 64 << 10;

  private final InputStream in;
  private final String name;
  private final OptionalLong size;
  private final List<MessageDigest> taps = new ArrayList<>();
  private long offset;
  private @Nullable IOException failure;

  /** Of bytes whose number is not known. */
  public RpmInput(InputStream in, String name) {
    this(in, name, OptionalLong.empty());
  }

  /**
   * @param in buffered, or a file; not closed here
   * @param name the file's name for messages
   * @param size of the file in bytes, if known: then nothing is allocated that it cannot hold
   */
  public RpmInput(InputStream in, String name, OptionalLong size) {
    this.in = in;
    this.name = name;
    this.size = size;
  }

  /** The file's name for messages. */
  public String name() {
    return name;
  }

  /** Bytes read so far. */
  public long offset() {
    return offset;
  }

  /** Every byte read from here on also goes into a digest. */
  public void tap(MessageDigest digest) {
    taps.add(digest);
  }

  /**
   * Reads exactly that many bytes. Memory grows with what is really there, not with what was asked.
   *
   * @param what the thing being read, for the message
   * @throws MalformedInputException if the file ends before
   */
  public byte[] readExactly(int length, String what) throws IOException {
    long start = offset;
    if (size.isPresent() && length > size.getAsLong() - start) {
      throw cutShort(start, what, length, size.getAsLong() - start);
    }
    byte[] bytes = new byte[size.isPresent() ? length : Math.min(length, CHUNK)];
    int filled = 0;
    while (filled < length) {
      if (filled == bytes.length) {
        bytes = Arrays.copyOf(bytes, (int) Math.min(length, 2L * bytes.length));
      }
      int count = read(bytes, filled, bytes.length - filled);
      if (count < 0) {
        throw cutShort(start, what, length, filled);
      }
      filled += count;
    }
    return bytes;
  }

  private MalformedInputException cutShort(long start, String what, long expected, long there) {
    return new MalformedInputException(
        name,
        start,
        "the file ends in the %s: %,d bytes expected, %,d there".formatted(what, expected, there));
  }

  /** Reads all that is left, for the digests' sake. */
  public void drain() throws IOException {
    byte[] buffer = new byte[CHUNK];
    int count = read(buffer, 0, buffer.length);
    while (count >= 0) {
      count = read(buffer, 0, buffer.length);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] single = new byte[1];
    return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int start, int length) throws IOException {
    int count;
    try {
      count = in.read(buffer, start, length);
    } catch (IOException e) {
      failure = e;
      throw e;
    }
    if (count > 0) {
      offset += count;
      for (MessageDigest tap : taps) {
        tap.update(buffer, start, count);
      }
    }
    return count;
  }

  @Override
  public int available() throws IOException {
    return in.available();
  }

  /**
   * The error of the file below, if there was one: tells a disk's fault from a decoder's complaint,
   * which are both an {@link IOException}.
   */
  public Optional<IOException> failure() {
    return Optional.ofNullable(failure);
  }

  /** A {@link MalformedInputException} at the present offset. */
  public MalformedInputException malformed(String problem) {
    return new MalformedInputException(name, offset, problem);
  }
}
