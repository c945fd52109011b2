package io.github.imaallowlist.allowlist;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes records in any order and gives them back sorted: an external merge sort in a bounded arena
 * and one spill file. While all records fit into the arena nothing is written.
 */
final class EntryStore implements Closeable {
  private static final int SCAN_BUFFER = 1 << 18;

  private final Path spillFolder;
  private final int capacity;
  private final EntryArena arena;
  private List<Extent> runs = new ArrayList<>();
  private long count;
  private @Nullable SpillFile file;

  /**
   * @param capacity the arena's, in bytes
   */
  EntryStore(Path spillFolder, int capacity) {
    this.spillFolder = spillFolder;
    this.capacity = capacity;
    this.arena = new EntryArena(capacity);
  }

  /** Goes over records, in no particular order. */
  @FunctionalInterface
  interface Visitor {
    void record(byte[] array, int offset) throws IOException;
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

  long count() {
    return count;
  }

  void add(byte[] record) throws IOException {
    if (!arena.append(record)) {
      spill();
      if (!arena.append(record)) {
        throw new IllegalStateException("a record is larger than the arena");
      }
    }
    count++;
  }

  /** Visits every record, in memory or not. */
  void forEach(Visitor visitor) throws IOException {
    for (Extent run : runs) {
      visit(run, visitor);
    }
    for (int i = 0; i < arena.count(); i++) {
      visitor.record(arena.array(), arena.offset(i));
    }
  }

  /** Adds what is derived from each record that is there now. */
  void derive(Derivation derivation) throws IOException {
    if (runs.isEmpty() && deriveInMemory(derivation)) {
      return;
    }
    spill();
    for (Extent run : List.copyOf(runs)) {
      visit(
          run,
          (array, offset) -> {
            for (byte[] record : derivation.from(array, offset)) {
              add(record);
            }
          });
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
    count += arena.count() - before;
    return true;
  }

  private void visit(Extent run, Visitor visitor) throws IOException {
    RunReader reader = new RunReader(spillFile(), run, new byte[SCAN_BUFFER], 0, SCAN_BUFFER);
    while (reader.advance()) {
      visitor.record(reader.array(), reader.offset());
    }
  }

  private void spill() throws IOException {
    if (!arena.isEmpty()) {
      runs.add(arena.spill(spillFile()));
    }
  }

  /** Makes the records ready for {@link #sorted()}; none can be added afterwards. */
  void sort() throws IOException {
    if (runs.isEmpty()) {
      arena.sort();
      return;
    }
    spill();
    int fanIn = Math.min(AllowlistLimits.MAX_FAN_IN, capacity / AllowlistLimits.MIN_READ_BUFFER);
    while (runs.size() > fanIn) {
      List<Extent> merged = new ArrayList<>();
      for (int i = 0; i < runs.size(); i += fanIn) {
        List<Extent> group = runs.subList(i, Math.min(i + fanIn, runs.size()));
        merged.add(group.size() == 1 ? group.get(0) : spillFile().append(merge(group)));
      }
      runs = merged;
    }
  }

  /** Over all records by path. One cursor at a time: they share their memory. */
  EntryCursor sorted() throws IOException {
    return runs.isEmpty() ? arena.cursor() : merge(runs);
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
    if (file != null) {
      file.close();
    }
  }
}
