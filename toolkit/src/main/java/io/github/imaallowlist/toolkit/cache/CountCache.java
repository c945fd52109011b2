package io.github.imaallowlist.toolkit.cache;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.rpm.cache.ScanCache;
import io.github.imaallowlist.rpm.cache.StoredFile;
import io.github.imaallowlist.toolkit.Failures;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Says how much a cache holds. */
public final class CountCache {
  private CountCache() {}

  /**
   * What there is; entries are not opened.
   *
   * @param folder where it is
   * @param bytes of the entries
   * @param leastUsed when the entry was used that was not for longest, to a day
   * @param unfinished files that are being written, or were when a run was killed
   * @param unfinishedBytes of these
   */
  public record Result(
      Path folder,
      long entries,
      long bytes,
      Optional<Instant> leastUsed,
      long unfinished,
      long unfinishedBytes) {}

  /** Counts. */
  public static Result run(CacheRequest request) throws AllowlistException {
    try {
      Optional<ScanCache> cache = ExistingCache.open(request);
      return cache.isPresent()
          ? count(cache.get())
          : new Result(request.folder(), 0, 0, Optional.empty(), 0, 0);
    } catch (IOException e) {
      throw Failures.of(e);
    }
  }

  private static Result count(ScanCache cache) throws IOException {
    List<StoredFile> entries = cache.entries();
    List<StoredFile> unfinished = cache.unfinished();
    return new Result(
        cache.folder(),
        entries.size(),
        entries.stream().mapToLong(StoredFile::bytes).sum(),
        entries.stream().map(StoredFile::used).min(Comparator.naturalOrder()),
        unfinished.size(),
        unfinished.stream().mapToLong(StoredFile::bytes).sum());
  }
}
