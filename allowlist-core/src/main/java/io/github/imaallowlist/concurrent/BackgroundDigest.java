package io.github.imaallowlist.concurrent;

import java.io.Closeable;
import java.io.IOException;
import java.security.MessageDigest;

/**
 * A digest that another thread computes, for the one that hands over the bytes has as much to do
 * with them. For one thread; usable until it is closed.
 */
public final class BackgroundDigest implements Closeable {
  /** Large enough to be worth the hand-over. */
  private static final int CHUNK = 384 * 1024;

  private final BackgroundThread thread = new BackgroundThread("digest");
  private final MessageDigest digest;
  private byte[] chunk = new byte[CHUNK];
  private int filled;

  /** The chunk before, when it is digested and may be written over. */
  private PendingResult<byte[]> pending;

  /**
   * @param digest may have been begun; belongs to this from now on
   */
  public BackgroundDigest(MessageDigest digest) {
    this.digest = digest;
    byte[] second = new byte[CHUNK];
    this.pending = thread.run(() -> second);
  }

  /** Takes bytes; they may be written over afterwards. */
  public void update(byte[] bytes, int offset, int length) throws IOException {
    int done = 0;
    while (done < length) {
      int n = Math.min(length - done, CHUNK - filled);
      System.arraycopy(bytes, offset + done, chunk, filled, n);
      filled += n;
      done += n;
      if (filled == CHUNK) {
        handOver();
      }
    }
  }

  /** The digest of all that came; to be asked once. */
  public byte[] digest() throws IOException {
    handOver();
    pending.await();
    return digest.digest();
  }

  private void handOver() throws IOException {
    byte[] full = chunk;
    int length = filled;
    chunk = pending.await();
    filled = 0;
    pending =
        thread.run(
            () -> {
              digest.update(full, 0, length);
              return full;
            });
  }

  @Override
  public void close() {
    thread.close();
  }
}
