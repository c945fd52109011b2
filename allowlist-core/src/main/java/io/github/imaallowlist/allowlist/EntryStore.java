package io.github.imaallowlist.allowlist;

import io.github.imaallowlist.concurrent.BackgroundThread;
import io.github.imaallowlist.concurrent.PendingResult;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes records in any order and gives them back sorted: an external merge sort in two bounded
 * arenas and one spill file. While all records fit into one arena nothing is written; beyond, one
 * is sorted and written in the background while the other is filled.
 */
final class EntryStore implements Closeable {
  private static final int SCAN_BUFFER = 1 << 18;

  private final Path spillFolder;
  private final int capacity;
  private EntryArena arena;
  private EntryArena spare;
  private List<Extent> runs = new ArrayList<>();
  private final BackgroundThread background = new BackgroundThread("sort");
  private @Nullable PendingResult<Extent> spilling;
  private @Nullable SpillFile file;

  /**
   * @param capacity both arenas', in bytes
   */
  EntryStore(Path spillFolder, int capacity) {
    this.spillFolder = spillFolder;
    this.capacity = capacity / 2;
    this.arena = new EntryArena(this.capacity);
    this.spare = new EntryArena(this.capacity);
  }

  /** Makes a further record from one, or several. */
  @FunctionalInterface
  interface Derivation {
    List<byte[]> from(byte[] array, int offset) throws IOException;
  }

  /** The file for what does not fit into memory, made at the first call. */
  SpillFile spillFile() throws IOException {
    if (file == null) {
      file = SpillFile.createIn(spillFolder);
    }
    return file;
  }

  void add(byte[] record) throws IOException {
    if (!arena.append(record)) {
      spill();
      if (!arena.append(record)) {
        throw new IllegalStateException("a record is larger than the arena");
      }
    }
  }

  /** Adds what is derived from each record that is there now. */
  void derive(Derivation derivation) throws IOException {
    awaitSpilled();
    if (runs.isEmpty() && deriveInMemory(derivation)) {
      return;
    }
    spill();
    awaitSpilled();
    for (Extent run : List.copyOf(runs)) {
      RunReader reader = new RunReader(spillFile(), run, new byte[SCAN_BUFFER], 0, SCAN_BUFFER);
      while (reader.advance()) {
        for (byte[] record : derivation.from(reader.array(), reader.offset())) {
          add(record);
        }
      }
    }
  }

  /** False, with nothing added, if the arena cannot hold all. */
  private boolean deriveInMemory(Derivation derivation) throws IOException {
    int before = arena.count();
    for (int i = 0; i < before; i++) {
      for (byte[] record : derivation.from(arena.array(), arena.offset(i))) {
        if (!arena.append(record)) {
          arena.truncate(before);
          return false;
        }
      }
    }
    return true;
  }

  /** Begins to write what is in the arena as a run, and goes on with the other one. */
  private void spill() throws IOException {
    if (!arena.isEmpty()) {
      awaitSpilled();
      EntryArena full = arena;
      SpillFile target = spillFile();
      spilling = background.run(() -> full.spill(target));
      arena = spare;
      spare = full;
    }
  }

  private void awaitSpilled() throws IOException {
    if (spilling != null) {
      PendingResult<Extent> begun = spilling;
      spilling = null;
      runs.add(begun.await());
    }
  }

  /** Makes the records ready for {@link #sorted()}; none can be added afterwards. */
  void sort() throws IOException {
    awaitSpilled();
    if (runs.isEmpty()) {
      arena.sort();
      return;
    }
    spill();
    awaitSpilled();
    spare = new EntryArena(0);
    int fanIn = Math.min(AllowlistLimits.MAX_FAN_IN, capacity / AllowlistLimits.MIN_READ_BUFFER);
    while (runs.size() > fanIn) {
      List<Extent> merged = new ArrayList<>();
      for (int i = 0; i < runs.size(); i += fanIn) {
        List<Extent> group = runs.subList(i, Math.min(i + fanIn, runs.size()));
        merged.add(group.size() == 1 ? group.get(0) : mergedRun(group));
      }
      runs = merged;
    }
  }

  private Extent mergedRun(List<Extent> group) throws IOException {
    return spillFile().append(merge(group), group.stream().mapToLong(Extent::length).sum());
  }

  /** Over all records by path. One cursor at a time: they share their memory. */
  EntryCursor sorted() throws IOException {
    return runs.isEmpty() ? arena.cursor() : new ReadAhead(merge(runs), background);
  }

  private RunMerge merge(List<Extent> group) throws IOException {
    byte[] memory = arena.borrow();
    int share = memory.length / group.size();
    List<RunReader> readers = new ArrayList<>();
    for (Extent run : group) {
      readers.add(new RunReader(spillFile(), run, memory, readers.size() * share, share));
    }
    return new RunMerge(readers);
  }

  @Override
  public void close() throws IOException {
    background.close();
    if (file != null) {
      file.close();
    }
  }
}
