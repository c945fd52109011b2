package io.github.imaallowlist.allowlist;

import io.github.imaallowlist.model.FileDigest;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A digest that does not say its algorithm, as allowlists hold it. Ordered by length, then by
 * bytes, unsigned.
 *
 * <p>Verifiers compare the digits alone, and a policy read back does not tell SHA-256 from SM3.
 */
public final class UnlabelledDigest implements Comparable<UnlabelledDigest> {
  /** The shortest, in bytes: MD5. */
  public static final int MIN_LENGTH = 16;

  /** The longest, in bytes: SHA-512. */
  public static final int MAX_LENGTH = 64;

  private final byte[] bytes;

  private UnlabelledDigest(byte[] bytes) {
    this.bytes = bytes;
  }

  public static UnlabelledDigest of(FileDigest digest) {
    return new UnlabelledDigest(digest.bytes());
  }

  /**
   * @throws IllegalArgumentException if it has fewer than {@link #MIN_LENGTH} or more than {@link
   *     #MAX_LENGTH} bytes
   */
  public static UnlabelledDigest of(byte[] bytes) {
    if (bytes.length < MIN_LENGTH || bytes.length > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "a digest has %d to %d bytes, not %d".formatted(MIN_LENGTH, MAX_LENGTH, bytes.length));
    }
    return new UnlabelledDigest(bytes.clone());
  }

  /**
   * @throws IllegalArgumentException if it is not an even number of hexadecimal digits, or the
   *     digest's length is out of range
   */
  public static UnlabelledDigest ofHex(CharSequence hex) {
    return of(HexFormat.of().parseHex(hex));
  }

  /** For bytes that were a digest before, and that nobody else holds. */
  static UnlabelledDigest trusted(byte[] bytes) {
    return new UnlabelledDigest(bytes);
  }

  /** A copy of the digest's bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** In bytes. */
  public int length() {
    return bytes.length;
  }

  /** The byte at an index. */
  public byte at(int index) {
    return bytes[index];
  }

  /** Whether its bytes stand in an array. */
  public boolean isAt(byte[] array, int from) {
    return from <= array.length - bytes.length
        && Arrays.equals(array, from, from + bytes.length, bytes, 0, bytes.length);
  }

  /** Lower-case hexadecimal. */
  public String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  int writeTo(byte[] target, int position) {
    System.arraycopy(bytes, 0, target, position, bytes.length);
    return position + bytes.length;
  }

  @Override
  public int compareTo(UnlabelledDigest other) {
    return bytes.length != other.bytes.length
        ? Integer.compare(bytes.length, other.bytes.length)
        : Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof UnlabelledDigest that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return hex();
  }
}
