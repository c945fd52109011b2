package io.github.imaallowlist.allowlist;

import io.github.imaallowlist.model.FilePath;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A file's name as IMA writes it to the measurement list: bytes without a space. Ordered by its
 * bytes, unsigned.
 *
 * <p>Mostly an absolute path, but not always: {@code boot_aggregate} and {@code memfd:name} are
 * names too. The kernel writes {@code _} for a space ({@code ima_write_template_field_data} in
 * {@code security/integrity/ima/ima_template_lib.c}) and every other byte as it is.
 */
public final class LoggedPath implements Comparable<LoggedPath> {
  private final byte[] bytes;

  private LoggedPath(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The name under which a file at that path is logged. */
  public static LoggedPath of(FilePath path) {
    return withoutSpaces(path.bytes());
  }

  /**
   * @param name spaces in it become {@code _}
   * @throws IllegalArgumentException if it is empty, has a NUL byte, or has more than {@link
   *     FilePath#MAX_LENGTH} bytes
   */
  public static LoggedPath of(byte[] name) {
    if (name.length == 0) {
      throw new IllegalArgumentException("the name is empty");
    }
    if (name.length > FilePath.MAX_LENGTH) {
      throw new IllegalArgumentException(
          "the name has %d bytes, more than the kernel's %d"
              .formatted(name.length, FilePath.MAX_LENGTH));
    }
    for (byte b : name) {
      if (b == 0) {
        throw new IllegalArgumentException("the name has a NUL byte");
      }
    }
    return withoutSpaces(name.clone());
  }

  /**
   * @param name encoded as UTF-8
   * @throws IllegalArgumentException as for {@link #of(byte[])}
   */
  public static LoggedPath of(String name) {
    return of(name.getBytes(StandardCharsets.UTF_8));
  }

  /** For bytes that were a logged path before, and that nobody else holds. */
  static LoggedPath trusted(byte[] bytes) {
    return new LoggedPath(bytes);
  }

  private static LoggedPath withoutSpaces(byte[] bytes) {
    replaceSpaces(bytes, 0, bytes.length);
    return new LoggedPath(bytes);
  }

  /** Makes the name, in place, what the kernel logs; whether that changes it. */
  static boolean replaceSpaces(byte[] array, int from, int to) {
    boolean replaced = false;
    for (int i = from; i < to; i++) {
      if (array[i] == ' ') {
        array[i] = '_';
        replaced = true;
      }
    }
    return replaced;
  }

  /** A copy of the name's bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Copies the name's bytes to an array, and returns where there they end. */
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

  /** Whether a byte occurs in it. */
  public boolean contains(byte wanted) {
    for (byte b : bytes) {
      if (b == wanted) {
        return true;
      }
    }
    return false;
  }

  /** Whether the bytes are valid UTF-8, so that text can hold the name without loss. */
  public boolean isUtf8() {
    for (byte b : bytes) {
      if (b < 0) {
        return decodes(bytes);
      }
    }
    return true;
  }

  private static boolean decodes(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  @Override
  public int compareTo(LoggedPath other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LoggedPath that && Arrays.equals(bytes, that.bytes);
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
