package io.github.imaallowlist.concurrent;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;

/**
 * A stream that another thread writes to, for the one that makes the bytes has as much to do with
 * them. For one thread; usable until it is closed.
 *
 * <p>All arrived when {@link #finish} has returned, and only then. What goes wrong in the other
 * thread is thrown here once, by a later call. Memory is bounded: who is ahead by a chunk waits.
 */
public final class BackgroundOutputStream extends OutputStream {
  /** Large enough to be worth the hand-over. */
  private static final int CHUNK = 384 * 1024;

  private final BackgroundThread thread;
  private final OutputStream out;
  private byte[] chunk = new byte[CHUNK];
  private int filled;
  private boolean finished;
  private boolean failed;

  /** The chunk before, when it is written and may be written over. */
  private PendingResult<byte[]> pending;

  /**
   * @param name the thread's
   * @param out belongs to that thread from now on, which writes to it in chunks of one size, and
   *     closes it in the end
   */
  public BackgroundOutputStream(String name, OutputStream out) {
    this.thread = new BackgroundThread(name);
    this.out = out;
    byte[] second = new byte[CHUNK];
    this.pending = thread.run(() -> second);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  /** Takes bytes; they may be written over afterwards. */
  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
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

  /**
   * Waits until all is written and the stream below is closed; to be called once.
   *
   * @throws IOException if anything went wrong there, or the wait was interrupted
   */
  public void finish() throws IOException {
    handOver();
    await(pending);
    finished = true;
    await(closing());
  }

  private void handOver() throws IOException {
    byte[] full = chunk;
    int length = filled;
    chunk = await(pending);
    filled = 0;
    pending =
        thread.run(
            () -> {
              out.write(full, 0, length);
              return full;
            });
  }

  private PendingResult<Boolean> closing() {
    return thread.run(
        () -> {
          out.close();
          return true;
        });
  }

  /** Not the same exception twice: one that is thrown while it is handled is added to it. */
  private <T> T await(PendingResult<T> result) throws IOException {
    if (failed) {
      throw new IOException("nothing can be written after a failure");
    }
    failed = true;
    T value = result.await();
    failed = false;
    return value;
  }

  /**
   * Ends the thread, which closes the stream below in any case. What was written counts for nothing
   * then, unless it was finished, nor does what goes wrong.
   */
  @Override
  public void close() {
    if (!finished) {
      finished = true;
      abandon();
    }
    thread.end();
  }

  private void abandon() {
    try {
      closing().await();
    } catch (IOException | RuntimeException e) {
      // Nobody asks for it any more.
      return;
    }
  }
}
