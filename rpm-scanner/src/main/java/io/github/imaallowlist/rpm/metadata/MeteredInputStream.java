package io.github.imaallowlist.rpm.metadata;

import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.model.HashAlgorithm;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Counts and digests the bytes that pass, and lets no more pass than allowed. */
final class MeteredInputStream extends FilterInputStream {
  private final String source;
  private final long limit;
  private final String limitMeaning;
  private final @Nullable MessageDigest digest;
  private final byte[] single = new byte[1];
  private long count;
  private @Nullable IOException failure;

  /**
   * @param source the name for errors
   * @param algorithm what to digest with, if anything
   * @param limit in bytes; one more is an error
   * @param limitMeaning what the limit is, for the error
   */
  MeteredInputStream(
      String source,
      InputStream in,
      Optional<HashAlgorithm> algorithm,
      long limit,
      String limitMeaning) {
    super(in);
    this.source = source;
    this.limit = limit;
    this.limitMeaning = limitMeaning;
    this.digest = algorithm.map(HashAlgorithm::newMessageDigest).orElse(null);
  }

  /** How many bytes have passed. */
  long count() {
    return count;
  }

  /** What reading from below ended with, if it failed. */
  Optional<IOException> failure() {
    return Optional.ofNullable(failure);
  }

  /** Whether the digest of all that has passed is this one. Ends the computation. */
  boolean digestIs(FileDigest expected) {
    return digest != null && Arrays.equals(digest.digest(), expected.bytes());
  }

  /** Lets all that is left pass. */
  void drain() throws IOException {
    byte[] buffer = new byte[1 << 16];
    int read;
    do {
      read = read(buffer, 0, buffer.length);
    } while (read >= 0);
  }

  @Override
  public int read() throws IOException {
    return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read;
    try {
      read = in.read(buffer, offset, length);
    } catch (IOException e) {
      failure = e;
      throw e;
    }
    if (read > 0) {
      count += read;
      if (count > limit) {
        throw new LimitExceededException(
            source,
            limit,
            "there is more than the %d bytes that %s".formatted(limit, limitMeaning));
      }
      if (digest != null) {
        digest.update(buffer, offset, read);
      }
    }
    return read;
  }

  @Override
  public long skip(long bytes) throws IOException {
    long skipped = 0;
    while (skipped < bytes && read() >= 0) {
      skipped++;
    }
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
