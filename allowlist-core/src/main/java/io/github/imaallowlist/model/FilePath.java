package io.github.imaallowlist.model;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An absolute path on a host, as the kernel holds it: bytes, in no particular encoding. Ordered by
 * its bytes, unsigned.
 *
 * <p>It starts with {@code /} and has no NUL, no empty component, and neither {@code .} nor {@code
 * ..} as a component, so that two paths are the same file only through links. It has at most {@link
 * #MAX_LENGTH} bytes.
 */
public final class FilePath implements Comparable<FilePath> {
  /** The kernel's {@code PATH_MAX} without the closing NUL ({@code linux/limits.h}). */
  public static final int MAX_LENGTH = 4095;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGH_BITS = ONES << 7;
  private static final long SLASHES = ONES * '/';
  private static final long DOTS = ONES * '.';

  private final byte[] bytes;

  private FilePath(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * @throws IllegalArgumentException if it is not such a path; the message says why
   */
  public static FilePath of(byte[] path) {
    return of(path, 0, path.length);
  }

  /**
   * The path that stands in an array.
   *
   * @param from where it begins
   * @param to where it ends, exclusive
   * @throws IllegalArgumentException if it is not such a path; the message says why
   */
  public static FilePath of(byte[] bytes, int from, int to) {
    String flaw = flawOf(bytes, from, to);
    if (flaw != null) {
      throw new IllegalArgumentException(flaw);
    }
    return new FilePath(Arrays.copyOfRange(bytes, from, to));
  }

  /**
   * @param path encoded as UTF-8
   * @throws IllegalArgumentException if it is not such a path; the message says why
   */
  public static FilePath of(String path) {
    return of(path.getBytes(StandardCharsets.UTF_8));
  }

  private static @Nullable String flawOf(byte[] path, int from, int to) {
    if (from == to || path[from] != '/') {
      return "the path is not absolute";
    }
    if (to - from > MAX_LENGTH) {
      return "the path has %d bytes, more than the kernel's %d".formatted(to - from, MAX_LENGTH);
    }
    return isPlain(path, from, to) ? null : flawOfComponents(path, from, to);
  }

  /** Whether the path is flawless by a look at eight of its bytes at once; most are. */
  private static boolean isPlain(byte[] path, int from, int to) {
    int last = to - 1 - Long.BYTES;
    if (last < from || path[to - 1] == '/' || path[to - 1] == 0) {
      return false;
    }
    for (int i = from; i < last; i += Long.BYTES) {
      if (!isClean(path, i)) {
        return false;
      }
    }
    return isClean(path, last);
  }

  /**
   * Whether none of eight bytes is a NUL, or a slash with another one or a dot behind it. May say
   * no where none is.
   */
  private static boolean isClean(byte[] path, int from) {
    long bytes = (long) LONG.get(path, from);
    long next = (long) LONG.get(path, from + 1);
    long flaws = zeros(bytes ^ SLASHES) & (zeros(next ^ SLASHES) | zeros(next ^ DOTS));
    return (flaws | zeros(bytes)) == 0;
  }

  /** The high bit of each byte that is zero, and perhaps of others then. */
  private static long zeros(long bytes) {
    return (bytes - ONES) & ~bytes & HIGH_BITS;
  }

  private static @Nullable String flawOfComponents(byte[] path, int from, int to) {
    int start = from + 1;
    for (int i = start; i <= to; i++) {
      if (i == to || path[i] == '/') {
        int length = i - start;
        boolean root = to - from == 1;
        if (length == 0 && !root) {
          return "the path has an empty component";
        }
        if (length == 1 && path[start] == '.') {
          return "the path has a '.' component";
        }
        if (length == 2 && path[start] == '.' && path[start + 1] == '.') {
          return "the path has a '..' component";
        }
        start = i + 1;
      } else if (path[i] == 0) {
        return "the path has a NUL byte";
      }
    }
    return null;
  }

  /** A copy of the path's bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Copies the path's bytes to an array, and returns where there they end. */
  public int copyTo(byte[] target, int position) {
    System.arraycopy(bytes, 0, target, position, bytes.length);
    return position + bytes.length;
  }

  /** In bytes. */
  public int length() {
    return bytes.length;
  }

  /** The byte at an index. */
  public byte at(int index) {
    return bytes[index];
  }

  /** Whether the bytes are valid UTF-8, so that text can hold the path without loss. */
  public boolean isUtf8() {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  @Override
  public int compareTo(FilePath other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FilePath that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Decoded as UTF-8; what is not UTF-8 becomes U+FFFD. */
  @Override
  public String toString() {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
