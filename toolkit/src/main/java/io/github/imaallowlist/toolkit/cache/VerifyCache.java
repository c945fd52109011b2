package io.github.imaallowlist.toolkit.cache;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.error.UnsupportedInputException;
import io.github.imaallowlist.rpm.cache.CacheEntry;
import io.github.imaallowlist.rpm.cache.ScanCache;
import io.github.imaallowlist.rpm.cache.StoredFile;
import io.github.imaallowlist.rpm.scan.ParallelScan;
import io.github.imaallowlist.toolkit.Failures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads all entries of a cache, and says which are damaged. */
public final class VerifyCache {
  private final ScanCache cache;
  private final boolean delete;
  private final List<Damaged> damaged = new ArrayList<>();
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
  public record Damaged(Path file, String problem) {}

  /**
   * What was found.
   *
   * @param whole entries with nothing wrong
   * @param files that these have digests of
   * @param otherVersions entries that other versions of the program made, and this one does not use
   * @param damaged sorted by file
   * @param deleted whether the damaged ones are gone now
   */
  public record Result(
      long whole, long files, long otherVersions, List<Damaged> damaged, boolean deleted) {
    public Result {
      damaged = List.copyOf(damaged);
    }

    public ExitCode exitCode() {
      return damaged.isEmpty() ? ExitCode.OK : ExitCode.FINDINGS;
    }
  }

  /** Reads them. */
  public static Result run(Request request) throws AllowlistException {
    try {
      Optional<ScanCache> cache = ExistingCache.open(request.cache());
      return cache.isPresent()
          ? new VerifyCache(cache.get(), request.delete()).run(request.jobs())
          : new Result(0, 0, 0, List.of(), request.delete());
    } catch (IOException e) {
      throw Failures.of(e);
    }
  }

  private Result run(int jobs) throws IOException {
    ParallelScan.run(cache.entries(), StoredFile::bytes, jobs, this::check, this::add);
    damaged.sort((one, other) -> one.file().compareTo(other.file()));
    return new Result(whole, files, otherVersions, damaged, delete);
  }

  private enum State {
    WHOLE,
    OTHER_VERSION,
    GONE,
    DAMAGED
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
      return new Checked(file, State.DAMAGED, 0, String.valueOf(e.getMessage()));
    }
  }

  private void add(Checked checked) throws IOException {
    switch (checked.state()) {
      case WHOLE -> {
        whole++;
        files += checked.files();
      }
      case OTHER_VERSION -> otherVersions++;
      case GONE -> {}
      case DAMAGED -> {
        damaged.add(new Damaged(checked.file(), checked.problem()));
        if (delete) {
          Files.deleteIfExists(checked.file());
        }
      }
    }
  }
}
