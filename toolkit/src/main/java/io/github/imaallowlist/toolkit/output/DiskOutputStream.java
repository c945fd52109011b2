package io.github.imaallowlist.toolkit.output;

import io.github.imaallowlist.concurrent.BackgroundThread;
import io.github.imaallowlist.concurrent.PendingResult;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * Writes to a file that is to be on disk at its end. The disk begins with the first parts while
 * later ones are still made: a large file that is brought there at its end alone makes everybody
 * wait. For one thread.
 */
final class DiskOutputStream extends OutputStream {
  /** Large enough that a list of most repositories is one part. */
  private static final long PART = 64L << 20;

  private final FileChannel channel;
  private final OutputStream out;
  private final BackgroundThread disk = new BackgroundThread("disk");
  private @Nullable PendingResult<Boolean> pending;
  private long written;

  /**
   * @param channel stays open
   */
  DiskOutputStream(FileChannel channel) {
    this.channel = channel;
    this.out = Channels.newOutputStream(channel);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
    written += length;
    if (written >= PART) {
      written = 0;
      begin();
    }
  }

  /** A part that is behind the disk waits for the one before: what is unwritten is bounded. */
  private void begin() throws IOException {
    awaitPending();
    pending =
        disk.run(
            () -> {
              channel.force(false);
              return true;
            });
  }

  /**
   * Waits until all that was written is on disk.
   *
   * @throws IOException also if it failed before: the system says it once
   */
  void bringToDisk() throws IOException {
    awaitPending();
    channel.force(true);
  }

  private void awaitPending() throws IOException {
    if (pending != null) {
      pending.await();
    }
  }

  /** What is not on disk yet may never be. */
  @Override
  public void close() {
    disk.close();
  }
}
