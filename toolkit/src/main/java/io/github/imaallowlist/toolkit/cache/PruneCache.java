package io.github.imaallowlist.toolkit.cache;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.rpm.cache.ScanCache;
import io.github.imaallowlist.rpm.cache.StoredFile;
import io.github.imaallowlist.toolkit.Failures;
import java.io.IOException;
import java.nio.file.Files;
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
   */
  public record Result(long removed, long removedBytes, long kept, long keptBytes, long cleared) {}

  /**
   * Prunes.
   *
   * @param now by which ages are told
   */
  public static Result run(Request request, Instant now) throws AllowlistException {
    try {
      Optional<ScanCache> cache = ExistingCache.open(request.cache());
      return cache.isPresent() ? prune(request, cache.get(), now) : new Result(0, 0, 0, 0, 0);
    } catch (IOException e) {
      throw Failures.of(e);
    }
  }

  private static Result prune(Request request, ScanCache cache, Instant now) throws IOException {
    List<StoredFile> entries = new ArrayList<>(cache.entries());
    entries.sort(Comparator.comparing(StoredFile::used));
    long kept = entries.size();
    long keptBytes = entries.stream().mapToLong(StoredFile::bytes).sum();
    long allBytes = keptBytes;
    Optional<Instant> oldest = request.maxAge().map(now::minus);
    long maxBytes = request.maxBytes().orElse(Long.MAX_VALUE);
    for (StoredFile entry : entries) {
      boolean tooOld = oldest.filter(limit -> entry.used().isBefore(limit)).isPresent();
      if (!tooOld && keptBytes <= maxBytes) {
        break;
      }
      Files.deleteIfExists(entry.file());
      kept--;
      keptBytes -= entry.bytes();
    }
    int cleared = cache.clearUnfinished();
    return new Result(entries.size() - kept, allBytes - keptBytes, kept, keptBytes, cleared);
  }
}
