package io.github.imaallowlist.toolkit.cache;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.error.UnsupportedInputException;
import io.github.imaallowlist.rpm.cache.CacheEntry;
import io.github.imaallowlist.rpm.cache.DistrustedException;
import io.github.imaallowlist.rpm.cache.ScanCache;
import io.github.imaallowlist.rpm.cache.StoredFile;
import io.github.imaallowlist.rpm.scan.ParallelScan;
import io.github.imaallowlist.toolkit.Failures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Reads all entries of a cache, and says which are damaged. One that cannot be read, for want of
 * permission or by a fault of the disk, may be whole: it is named too, and never deleted.
 */
public final class VerifyCache {
  private final ScanCache cache;
  private final boolean delete;
  private final List<Unusable> damaged = new ArrayList<>();
  private final List<Unusable> unreadable = new ArrayList<>();
  private long whole;
  private long files;
  private long otherVersions;

  private VerifyCache(ScanCache cache, boolean delete) {
    this.cache = cache;
    this.delete = delete;
  }

  /**
   * What to do.
   *
   * @param delete whether damaged entries are deleted
   * @param jobs how many entries are read at once, at least 1
   */
  public record Request(CacheRequest cache, boolean delete, int jobs) {}

  /**
   * An entry that no run would use.
   *
   * @param problem what is wrong with it; one line
   */
  public record Unusable(Path file, String problem) {}

  /**
   * What was found.
   *
   * @param whole entries with nothing wrong
   * @param files that these have digests of
   * @param otherVersions entries that other versions of the program made, and this one does not use
   * @param damaged sorted by file
   * @param unreadable sorted by file
   * @param deleted whether the damaged ones are gone now
   */
  public record Result(
      long whole,
      long files,
      long otherVersions,
      List<Unusable> damaged,
      List<Unusable> unreadable,
      boolean deleted) {
    public Result {
      damaged = List.copyOf(damaged);
      unreadable = List.copyOf(unreadable);
    }

    public ExitCode exitCode() {
      if (!damaged.isEmpty()) {
        return ExitCode.FINDINGS;
      }
      return unreadable.isEmpty() ? ExitCode.OK : ExitCode.IO;
    }
  }

  /** Reads them. */
  public static Result run(Request request) throws AllowlistException {
    try {
      Optional<ScanCache> cache = ExistingCache.open(request.cache());
      return cache.isPresent()
          ? new VerifyCache(cache.get(), request.delete()).run(request.jobs())
          : new Result(0, 0, 0, List.of(), List.of(), request.delete());
    } catch (IOException e) {
      throw Failures.of(e);
    }
  }

  private Result run(int jobs) throws IOException {
    ParallelScan.run(cache.entries(), StoredFile::bytes, jobs, this::check, this::add);
    damaged.sort(Comparator.comparing(Unusable::file));
    unreadable.sort(Comparator.comparing(Unusable::file));
    return new Result(whole, files, otherVersions, damaged, unreadable, delete);
  }

  enum State {
    WHOLE,
    OTHER_VERSION,
    GONE,
    DAMAGED,
    UNREADABLE
  }

  private record Checked(Path file, State state, long files, String problem) {}

  private Checked check(StoredFile stored) {
    Path file = stored.file();
    try {
      CacheEntry entry = cache.read(file);
      return cache.isNamedAfter(file, entry.key())
          ? new Checked(file, State.WHOLE, entry.contents().files().size(), "")
          : new Checked(file, State.DAMAGED, 0, "its name is not that of its package");
    } catch (UnsupportedInputException e) {
      return new Checked(file, State.OTHER_VERSION, 0, "");
    } catch (NoSuchFileException e) {
      return new Checked(file, State.GONE, 0, "");
    } catch (IOException e) {
      return new Checked(file, stateBy(e), 0, String.valueOf(e.getMessage()));
    }
  }

  static State stateBy(IOException e) {
    return e instanceof InputException || e instanceof DistrustedException
        ? State.DAMAGED
        : State.UNREADABLE;
  }

  private void add(Checked checked) throws IOException {
    switch (checked.state()) {
      case WHOLE -> {
        whole++;
        files += checked.files();
      }
      case OTHER_VERSION -> otherVersions++;
      case GONE -> {}
      case UNREADABLE -> unreadable.add(new Unusable(checked.file(), checked.problem()));
      case DAMAGED -> {
        damaged.add(new Unusable(checked.file(), checked.problem()));
        if (delete) {
          Files.deleteIfExists(checked.file());
        }
      }
    }
  }
}
