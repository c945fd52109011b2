package io.github.imaallowlist.signing.openpgp;

import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.signing.ByteSource;
import java.io.IOException;
import java.io.InputStream;

/** How much a file of keys or signatures may ask for; each limit with its reason. */
final class OpenPgpLimits {
  private OpenPgpLimits() {}

  /** A file of secret keys; as for public keys, with their third-party signatures. */
  static final int KEYRING_BYTES = 8 << 20;

  /** A file of detached signatures: 64 of the largest, RSA with 16,384 bits, armored. */
  static final int SIGNATURE_BYTES = 256 * 1024;

  /** Keys of a keyring's certificate, primary and subkeys; each may be tried. */
  static final int KEYS = 100;

  /**
   * Argon2's memory as a power of two in KiB: 64 MiB, the second choice of RFC 9106, section 4, for
   * what has little memory.
   */
  static final int ARGON2_MEMORY_EXPONENT = 16;

  /** Argon2's passes; RFC 9106, section 4, has 3 for that memory. */
  static final int ARGON2_PASSES = 16;

  /**
   * All of a source.
   *
   * @throws LimitExceededException if it is longer than the limit
   */
  static byte[] readAll(ByteSource source, int limit) throws IOException {
    try (InputStream in = source.open()) {
      byte[] bytes = in.readNBytes(limit + 1);
      if (bytes.length > limit) {
        throw new LimitExceededException(
            source.name(), InputException.NO_OFFSET, "more than " + limit + " bytes");
      }
      return bytes;
    }
  }
}
