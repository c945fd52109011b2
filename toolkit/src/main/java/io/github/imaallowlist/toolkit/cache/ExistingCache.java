package io.github.imaallowlist.toolkit.cache;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.rpm.cache.ScanCache;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;

/** Opens a cache for work on itself, which makes none. */
final class ExistingCache {
  private ExistingCache() {}

  /**
   * @return empty if there is none where it is by default: it was not needed yet
   * @throws AllowlistException if there is none where the user says; or somebody else could have
   *     written to it
   */
  static Optional<ScanCache> open(CacheRequest request) throws IOException, AllowlistException {
    if (Files.isDirectory(request.folder())) {
      return Optional.of(ScanCache.at(request.folder()));
    }
    if (request.named()) {
      throw new AllowlistException(
          ExitCode.IO,
          "there is no cache at " + request.folder(),
          "Check the path's spelling; generate and scan make the folder.");
    }
    return Optional.empty();
  }
}
