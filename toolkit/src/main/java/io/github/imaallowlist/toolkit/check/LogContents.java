package io.github.imaallowlist.toolkit.check;

import io.github.imaallowlist.concurrent.BackgroundThread;
import io.github.imaallowlist.concurrent.PendingResult;
import io.github.imaallowlist.ima.log.LogReplay;
import io.github.imaallowlist.ima.log.LoggedFiles;
import io.github.imaallowlist.ima.log.MeasurementEntry;
import io.github.imaallowlist.ima.log.MeasurementLog;
import io.github.imaallowlist.model.HashAlgorithm;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * All that is in a list, read in one pass: a thread beside the reading one hashes.
 *
 * @param files what was measured
 * @param pcrs that entries extend
 * @param hashes recomputed; to be had when the thread is done
 */
record LogContents(LoggedFiles files, BitSet pcrs, PendingResult<Hashes> hashes) {
  private static final int BATCH = 2048;
  private static final int BATCHES_AHEAD = 8;

  /**
   * What hashing came to.
   *
   * @param replay at the list's end
   * @param atMark the values of the PCRs behind the entry that was asked for; absent if there are
   *     not so many entries
   */
  record Hashes(
      LogReplay replay, Optional<SortedMap<HashAlgorithm, SortedMap<Integer, byte[]>>> atMark) {}

  /**
   * Reads a list.
   *
   * @param files takes what was measured
   * @param replay at the list's begin
   * @param mark a number of entries behind which values are wanted
   * @param hashing the thread that hashes
   */
  static LogContents read(
      LogFile log, LoggedFiles files, LogReplay replay, long mark, BackgroundThread hashing)
      throws IOException {
    Hashing work = new Hashing(replay, mark);
    BitSet pcrs = new BitSet();
    Deque<PendingResult<Boolean>> ahead = new ArrayDeque<>();
    try (MeasurementLog entries = log.read()) {
      List<MeasurementEntry> batch = new ArrayList<>(BATCH);
      Optional<MeasurementEntry> entry = entries.next();
      while (entry.isPresent()) {
        batch.add(entry.get());
        pcrs.set(entry.get().pcr());
        entry = entries.next();
        if (batch.size() == BATCH || entry.isEmpty()) {
          List<MeasurementEntry> full = batch;
          ahead.add(hashing.run(() -> work.add(full)));
          files.addAll(full);
          batch = new ArrayList<>(BATCH);
          if (ahead.size() > BATCHES_AHEAD) {
            var unused = ahead.remove().await();
          }
        }
      }
    }
    return new LogContents(files, pcrs, hashing.run(work::end));
  }

  /** What the other thread does. */
  private static final class Hashing {
    private final LogReplay replay;
    private final long mark;
    private long count;
    private Optional<SortedMap<HashAlgorithm, SortedMap<Integer, byte[]>>> atMark =
        Optional.empty();

    Hashing(LogReplay replay, long mark) {
      this.replay = replay;
      this.mark = mark;
      note();
    }

    boolean add(List<MeasurementEntry> batch) {
      for (MeasurementEntry entry : batch) {
        replay.add(entry);
        count++;
        note();
      }
      return true;
    }

    private void note() {
      if (count == mark) {
        atMark = Optional.of(replay.values());
      }
    }

    Hashes end() {
      return new Hashes(replay, atMark);
    }
  }
}
