package io.github.imaallowlist.model;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * A digest of a file's content, with its algorithm. Ordered by algorithm, then by bytes.
 *
 * <p>The bytes have the algorithm's length and are not all zero: RPM and IMA both write zeros where
 * there is no digest.
 */
public final class FileDigest implements Comparable<FileDigest> {
  private final HashAlgorithm algorithm;
  private final byte[] bytes;

  /**
   * @throws IllegalArgumentException if the length is not the algorithm's, or all bytes are zero
   */
  public FileDigest(HashAlgorithm algorithm, byte[] bytes) {
    this(algorithm, bytes.clone(), bytes.length);
  }

  /**
   * The digest that stands in an array.
   *
   * @param from where it begins
   * @throws IllegalArgumentException if all its bytes are zero, or the array ends too early
   */
  public static FileDigest of(HashAlgorithm algorithm, byte[] bytes, int from) {
    int length = Math.min(bytes.length - from, algorithm.digestLength());
    return new FileDigest(algorithm, Arrays.copyOfRange(bytes, from, from + length), length);
  }

  /**
   * @param bytes is kept
   * @param length of them
   */
  private FileDigest(HashAlgorithm algorithm, byte[] bytes, int length) {
    if (length != algorithm.digestLength()) {
      throw new IllegalArgumentException(
          "a %s digest has %d bytes, not %d"
              .formatted(algorithm, algorithm.digestLength(), length));
    }
    if (isZero(bytes)) {
      throw new IllegalArgumentException("an all-zero digest stands for no digest");
    }
    this.algorithm = algorithm;
    this.bytes = bytes;
  }

  /**
   * @param hex lower or upper case, without a prefix
   * @throws IllegalArgumentException if it is not hexadecimal, or not a digest of that algorithm
   */
  public static FileDigest ofHex(HashAlgorithm algorithm, String hex) {
    return new FileDigest(algorithm, HexFormat.of().parseHex(hex));
  }

  public HashAlgorithm algorithm() {
    return algorithm;
  }

  /** A copy of the digest's bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** In bytes. */
  public int length() {
    return bytes.length;
  }

  /** Copies the digest's bytes to an array, and returns where there they end. */
  public int copyTo(byte[] target, int position) {
    System.arraycopy(bytes, 0, target, position, bytes.length);
    return position + bytes.length;
  }

  /** Lower-case hexadecimal, without a prefix. */
  public String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  private static boolean isZero(byte[] bytes) {
    for (byte b : bytes) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int compareTo(FileDigest other) {
    int byAlgorithm = algorithm.compareTo(other.algorithm);
    return byAlgorithm != 0 ? byAlgorithm : Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FileDigest that
        && algorithm == that.algorithm
        && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** {@code algorithm:hex}, as IMA writes it. */
  @Override
  public String toString() {
    return algorithm.kernelName() + ":" + hex();
  }
}
