package io.github.imaallowlist.rpm.metadata;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file's path below a source's folder, as the file system holds it: bytes, in no particular
 * encoding. Ordered by its bytes, unsigned.
 *
 * <p>It is not empty, not absolute, and has no NUL and no {@code ..} component, so that it does not
 * lead out of the folder, unless through a symbolic link that somebody put there. Components that
 * are empty or {@code .} are dropped when it is made.
 */
public final class RelativePath implements Comparable<RelativePath> {
  /** The kernel's {@code PATH_MAX} without the closing NUL ({@code linux/limits.h}). */
  public static final int MAX_LENGTH = 4095;

  private final byte[] bytes;

  private RelativePath(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * @throws IllegalArgumentException if it is no such path; the message says why
   */
  public static RelativePath of(byte[] path) {
    String flaw = flawOf(path);
    if (flaw != null) {
      throw new IllegalArgumentException(flaw);
    }
    return new RelativePath(withoutEmptyComponents(path));
  }

  /**
   * @param path encoded as UTF-8
   * @throws IllegalArgumentException if it is no such path; the message says why
   */
  public static RelativePath of(String path) {
    return of(path.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * @param path each {@code %XX} in it stands for a byte
   * @throws IllegalArgumentException if it is no such path; the message says why
   */
  public static RelativePath ofPercentEncoded(String path) {
    return of(FileNames.percentDecoded(path));
  }

  /** The path from a folder to a file below it; the file's name may have any bytes. */
  public static RelativePath between(Path folder, Path file) {
    return of(FileNames.bytes(folder.relativize(file)));
  }

  private static @Nullable String flawOf(byte[] path) {
    if (path.length == 0) {
      return "the path is empty";
    }
    if (path.length > MAX_LENGTH) {
      return "the path has %d bytes, more than the kernel's %d".formatted(path.length, MAX_LENGTH);
    }
    if (path[0] == '/') {
      return "the path is absolute";
    }
    int start = 0;
    boolean namesAFile = false;
    for (int i = 0; i <= path.length; i++) {
      if (i == path.length || path[i] == '/') {
        int length = i - start;
        if (length == 2 && path[start] == '.' && path[start + 1] == '.') {
          return "the path has a '..' component";
        }
        namesAFile = length > 1 || (length == 1 && path[start] != '.');
        start = i + 1;
      } else if (path[i] == 0) {
        return "the path has a NUL byte";
      }
    }
    return namesAFile ? null : "the path names a folder, not a file";
  }

  private static byte[] withoutEmptyComponents(byte[] path) {
    byte[] kept = new byte[path.length];
    int length = 0;
    int start = 0;
    for (int i = 0; i <= path.length; i++) {
      if (i == path.length || path[i] == '/') {
        boolean dropped = i == start || (i == start + 1 && path[start] == '.');
        if (!dropped) {
          if (length > 0) {
            kept[length++] = '/';
          }
          System.arraycopy(path, start, kept, length, i - start);
          length += i - start;
        }
        start = i + 1;
      }
    }
    return Arrays.copyOf(kept, length);
  }

  /** The file below a folder. */
  public Path in(Path folder) {
    return FileNames.resolve(folder, bytes);
  }

  /** In bytes. */
  public int length() {
    return bytes.length;
  }

  /** Each byte that a URL's path cannot hold as {@code %XX}; RFC 3986, section 2.1. */
  public String percentEncoded() {
    return FileNames.percentEncoded(bytes);
  }

  /** A copy of the path's bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /**
   * The path whose ISO 8859-1 bytes the characters of this one are, if there is one and it differs.
   *
   * <p>createrepo_c takes a file name that is not UTF-8 for ISO 8859-1 and writes it as UTF-8
   * ({@code cr_latin1_to_utf8} in its {@code xml_dump.c}).
   */
  public Optional<RelativePath> asLatin1() {
    try {
      String text = FileNames.decodeUtf8(bytes);
      boolean ascii = text.length() == bytes.length;
      boolean latin1 = text.chars().allMatch(c -> c <= 0xFF);
      return ascii || !latin1
          ? Optional.empty()
          : Optional.of(new RelativePath(text.getBytes(StandardCharsets.ISO_8859_1)));
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  @Override
  public int compareTo(RelativePath other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RelativePath that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /**
   * For people: UTF-8, with bytes that are not UTF-8 and control characters as {@code \xNN} and a
   * backslash doubled, so that no two paths look the same and none can steer a terminal.
   */
  @Override
  public String toString() {
    return FileNames.display(bytes);
  }
}
