package io.github.imaallowlist.ima.check;

import io.github.imaallowlist.allowlist.AllowlistEntry;
import io.github.imaallowlist.allowlist.DigestOwners;
import io.github.imaallowlist.allowlist.OwningPackage;
import io.github.imaallowlist.concurrent.BackgroundThread;
import io.github.imaallowlist.concurrent.PendingResult;
import io.github.imaallowlist.format.OnePassReader;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Hands a list's entries to a match on another thread, while this one goes on reading. */
public final class MatchThread implements OnePassReader.Sink, Closeable {
  private static final int BATCH = 2048;
  private static final int BATCHES_AHEAD = 8;

  private final AllowlistMatch match;
  private final BackgroundThread thread = new BackgroundThread("allowlist");
  private final Deque<PendingResult<Boolean>> ahead = new ArrayDeque<>();
  private List<AllowlistEntry> batch = new ArrayList<>(BATCH);
  private long first;

  public MatchThread(AllowlistMatch match) {
    this.match = match;
  }

  @Override
  public void entry(long index, AllowlistEntry entry) throws IOException {
    if (batch.isEmpty()) {
      first = index;
    }
    batch.add(entry);
    if (batch.size() == BATCH) {
      handOver();
    }
  }

  private void handOver() throws IOException {
    List<AllowlistEntry> full = batch;
    long begin = first;
    ahead.add(
        thread.run(
            () -> {
              for (int i = 0; i < full.size(); i++) {
                match.entry(begin + i, full.get(i));
              }
              return true;
            }));
    batch = new ArrayList<>(BATCH);
    if (ahead.size() > BATCHES_AHEAD) {
      var unused = ahead.remove().await();
    }
  }

  /** Waits for what was handed over: the match is this thread's again. */
  private void finish() throws IOException {
    if (!batch.isEmpty()) {
      handOver();
    }
    while (!ahead.isEmpty()) {
      var unused = ahead.remove().await();
    }
  }

  @Override
  public void owners(long index, DigestOwners owners, List<OwningPackage> packages)
      throws IOException {
    finish();
    match.owners(index, owners, packages);
  }

  /** To be called when the list was read. */
  public void end() throws IOException {
    finish();
    match.end();
  }

  @Override
  public void close() {
    thread.close();
  }
}
