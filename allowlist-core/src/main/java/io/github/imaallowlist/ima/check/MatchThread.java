package io.github.imaallowlist.ima.check;

import io.github.imaallowlist.allowlist.AllowlistEntry;
import io.github.imaallowlist.allowlist.DigestOwners;
import io.github.imaallowlist.allowlist.OwningPackage;
import io.github.imaallowlist.concurrent.BackgroundThread;
import io.github.imaallowlist.concurrent.PendingResult;
import io.github.imaallowlist.format.OnePassReader;
import io.github.imaallowlist.ima.log.LoggedFiles;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Hands a list's entries to a match on another thread, while this one goes on reading. */
public final class MatchThread implements OnePassReader.Sink, Closeable {
  private static final int BATCH = 2048;
  private static final int BATCHES = 8;

  private final AllowlistMatch match;
  private final LoggedFiles files;
  private final BackgroundThread thread = new BackgroundThread("allowlist");
  private final Deque<PendingResult<EntryBatch>> ahead = new ArrayDeque<>();
  private EntryBatch batch = new EntryBatch(BATCH);

  /**
   * @param files of the match; nothing may be added to them meanwhile
   */
  public MatchThread(AllowlistMatch match, LoggedFiles files) {
    this.match = match;
    this.files = files;
  }

  @Override
  public void entry(long index, AllowlistEntry entry) throws IOException {
    if (batch.isFull()) {
      handOver();
    }
    batch.add(index, entry);
  }

  @Override
  public void entry(long index, byte[] text, int path, int length, byte[] digest, int digestLength)
      throws IOException {
    if (batch.isFull()) {
      handOver();
    }
    int hash = files.hashOfName(text, path, length);
    batch.add(index, hash, text, path, length, digest, digestLength);
  }

  private void handOver() throws IOException {
    EntryBatch full = batch;
    ahead.add(
        thread.run(
            () -> {
              match.entries(full);
              full.clear();
              return full;
            }));
    batch = ahead.size() < BATCHES ? new EntryBatch(BATCH) : ahead.remove().await();
  }

  /** Waits for what was handed over: the match is this thread's again. */
  private void finish() throws IOException {
    if (batch.count() > 0) {
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
