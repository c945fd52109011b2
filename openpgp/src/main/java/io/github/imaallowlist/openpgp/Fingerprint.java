package io.github.imaallowlist.openpgp;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The digest that names an OpenPGP key: 20 bytes of SHA-1 for version 4, 32 of SHA-256 for version
 * 6 (RFC 9580, section 5.5.4).
 */
public final class Fingerprint {
  private static final int VERSION_4_LENGTH = 20;
  private static final int VERSION_6_LENGTH = 32;

  private final byte[] bytes;

  /**
   * @throws IllegalArgumentException if there are neither 20 nor 32 bytes
   */
  public Fingerprint(byte[] bytes) {
    if (bytes.length != VERSION_4_LENGTH && bytes.length != VERSION_6_LENGTH) {
      throw new IllegalArgumentException("a fingerprint of " + bytes.length + " bytes");
    }
    this.bytes = bytes.clone();
  }

  /** Empty if there are neither 20 nor 32 bytes. */
  static Optional<Fingerprint> of(byte[] bytes) {
    return bytes.length == VERSION_4_LENGTH || bytes.length == VERSION_6_LENGTH
        ? Optional.of(new Fingerprint(bytes))
        : Optional.empty();
  }

  /** A copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** The short form that signatures name a key by; other keys may have the same. */
  public long keyId() {
    int from = bytes.length == VERSION_4_LENGTH ? VERSION_4_LENGTH - Long.BYTES : 0;
    return ByteBuffer.wrap(bytes, from, Long.BYTES).getLong();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Fingerprint that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Upper-case hexadecimal without spaces, as gpg prints it. */
  @Override
  public String toString() {
    return HexFormat.of().withUpperCase().formatHex(bytes);
  }
}
