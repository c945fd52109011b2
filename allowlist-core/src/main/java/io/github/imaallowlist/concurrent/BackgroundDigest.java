package io.github.imaallowlist.concurrent;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;

/**
 * A digest that another thread computes, for the one that hands over the bytes has as much to do
 * with them. For one thread; usable until it is closed.
 */
public final class BackgroundDigest implements Closeable {
  private final MessageDigest digest;
  private final BackgroundOutputStream bytes;

  /**
   * @param digest may have been begun; belongs to this from now on
   */
  public BackgroundDigest(MessageDigest digest) {
    this.digest = digest;
    this.bytes =
        new BackgroundOutputStream(
            "digest", new DigestOutputStream(OutputStream.nullOutputStream(), digest));
  }

  /** Takes bytes; they may be written over afterwards. */
  public void update(byte[] bytes, int offset, int length) throws IOException {
    this.bytes.write(bytes, offset, length);
  }

  /** The digest of all that came; to be asked once. */
  public byte[] digest() throws IOException {
    bytes.finish();
    return digest.digest();
  }

  @Override
  public void close() {
    bytes.close();
  }
}
