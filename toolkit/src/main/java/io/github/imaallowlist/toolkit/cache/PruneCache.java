package io.github.imaallowlist.toolkit.cache;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.rpm.cache.ScanCache;
import io.github.imaallowlist.rpm.cache.StoredFile;
import io.github.imaallowlist.toolkit.Failures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Takes entries out of a cache that were not used for longest. Runs that read it meanwhile go on,
 * and read those packages themselves.
 */
public final class PruneCache {
  private static final int MAX_PROBLEMS = 10;

  private PruneCache() {}

  /**
   * What may stay.
   *
   * @param maxBytes of all entries together
   * @param maxAge since an entry was last used
   */
  public record Request(CacheRequest cache, OptionalLong maxBytes, Optional<Duration> maxAge) {}

  /**
   * What was done.
   *
   * @param removed entries
   * @param removedBytes of these
   * @param kept entries that stay
   * @param keptBytes of these
   * @param cleared files that killed runs left half written
   * @param problems why what should have gone is still there; the first few
   */
  public record Result(
      long removed,
      long removedBytes,
      long kept,
      long keptBytes,
      long cleared,
      List<String> problems) {
    public Result {
      problems = List.copyOf(problems);
    }

    public ExitCode exitCode() {
      return problems.isEmpty() ? ExitCode.OK : ExitCode.IO;
    }
  }

  /** Deletes a file that may be gone already. */
  interface Deletion {
    void delete(Path file) throws IOException;
  }

  /**
   * Prunes.
   *
   * @param now by which ages are told
   */
  public static Result run(Request request, Instant now) throws AllowlistException {
    try {
      Optional<ScanCache> cache = ExistingCache.open(request.cache());
      return cache.isPresent()
          ? prune(request, cache.get(), now, Files::deleteIfExists)
          : new Result(0, 0, 0, 0, 0, List.of());
    } catch (IOException e) {
      throw Failures.of(e);
    }
  }

  /** One that cannot be deleted counts as kept, and the others go all the same. */
  static Result prune(Request request, ScanCache cache, Instant now, Deletion deletion)
      throws IOException {
    List<StoredFile> entries = new ArrayList<>(cache.entries());
    entries.sort(Comparator.comparing(StoredFile::used));
    long kept = entries.size();
    long keptBytes = entries.stream().mapToLong(StoredFile::bytes).sum();
    long allBytes = keptBytes;
    Optional<Instant> oldest = request.maxAge().map(now::minus);
    long maxBytes = request.maxBytes().orElse(Long.MAX_VALUE);
    List<String> problems = new ArrayList<>();
    for (StoredFile entry : entries) {
      boolean tooOld = oldest.filter(limit -> entry.used().isBefore(limit)).isPresent();
      if (!tooOld && keptBytes <= maxBytes) {
        break;
      }
      try {
        deletion.delete(entry.file());
        kept--;
        keptBytes -= entry.bytes();
      } catch (IOException e) {
        note(e, problems);
      }
    }
    int cleared = 0;
    try {
      cleared = cache.clearUnfinished();
    } catch (IOException e) {
      note(e, problems);
    }
    return new Result(
        entries.size() - kept, allBytes - keptBytes, kept, keptBytes, cleared, problems);
  }

  private static void note(IOException e, List<String> problems) {
    if (problems.size() < MAX_PROBLEMS) {
      problems.add(e.getClass().getSimpleName() + ": " + e.getMessage());
    }
  }
}
