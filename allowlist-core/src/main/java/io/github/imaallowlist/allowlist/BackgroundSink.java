package io.github.imaallowlist.allowlist;

import io.github.imaallowlist.concurrent.BackgroundThread;
import io.github.imaallowlist.concurrent.PendingResult;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hands entries to another sink, in their order, in a thread beside: to make the entries of a large
 * list takes as long as to write them. Few are written in the calling thread. For one thread.
 */
public final class BackgroundSink implements EntrySink, Closeable {
  /** Digests in a batch: large enough to be worth the hand-over, and bounded for what they take. */
  private static final int BATCH = 1 << 10;

  private final EntrySink sink;
  private final BackgroundThread thread = new BackgroundThread("write");
  private List<AllowlistEntry> batch = new ArrayList<>(BATCH);
  private int digests;
  private @Nullable PendingResult<List<AllowlistEntry>> pending;

  /**
   * @param sink nobody else's until {@link #finish} was called, or this was closed
   */
  public BackgroundSink(EntrySink sink) {
    this.sink = sink;
  }

  /**
   * @throws IOException also if an entry before could not be taken
   */
  @Override
  public void entry(AllowlistEntry entry) throws IOException {
    batch.add(entry);
    digests += entry.digests().size();
    if (digests >= BATCH) {
      handOver();
    }
  }

  private void handOver() throws IOException {
    List<AllowlistEntry> full = batch;
    batch = pending == null ? new ArrayList<>(BATCH) : pending.await();
    digests = 0;
    pending =
        thread.run(
            () -> {
              take(full);
              return full;
            });
  }

  /** Waits until the other sink has all entries. */
  public void finish() throws IOException {
    if (pending != null) {
      pending.await();
    }
    take(batch);
  }

  private void take(List<AllowlistEntry> entries) throws IOException {
    for (AllowlistEntry entry : entries) {
      sink.entry(entry);
    }
    entries.clear();
  }

  @Override
  public void close() {
    thread.close();
  }
}
