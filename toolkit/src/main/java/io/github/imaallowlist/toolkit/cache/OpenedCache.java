package io.github.imaallowlist.toolkit.cache;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.rpm.cache.CacheCounts;
import io.github.imaallowlist.rpm.cache.ScanCache;
import io.github.imaallowlist.rpm.scan.CacheUse;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/**
 * The cache of a run.
 *
 * @param name the folder, as the user gave it
 * @param use absent if it cannot be used
 * @param problem why; one line
 */
public record OpenedCache(String name, Optional<CacheUse> use, Optional<String> problem) {
  /**
   * Opens it; makes it where there is none, unless a run can do nothing without what is in it.
   *
   * @throws AllowlistException if the user named the folder, and it cannot be used
   */
  public static OpenedCache open(CacheRequest request) throws AllowlistException {
    String name = request.folder().toString();
    if (request.only() && !Files.isDirectory(request.folder())) {
      throw new AllowlistException(
          ExitCode.IO,
          "there is no cache at " + name,
          "Check the path's spelling. To make it: ima-allowlist scan PACKAGE... --to DIR");
    }
    try {
      ScanCache cache =
          request.named() ? ScanCache.at(request.folder()) : ScanCache.privateAt(request.folder());
      CacheUse use = request.only() ? CacheUse.only(cache) : CacheUse.of(cache);
      return new OpenedCache(name, Optional.of(use), Optional.empty());
    } catch (IOException e) {
      return without(
          request,
          new AllowlistException(
              ExitCode.IO,
              "the cache %s cannot be used: %s".formatted(name, reasonOf(e)),
              "Name another folder with --cache, or do without: --no-cache.",
              e));
    } catch (AllowlistException e) {
      return without(request, e);
    }
  }

  private static OpenedCache without(CacheRequest request, AllowlistException e)
      throws AllowlistException {
    if (request.named() || request.only()) {
      throw e;
    }
    return new OpenedCache(
        request.folder().toString(), Optional.empty(), Optional.ofNullable(e.getMessage()));
  }

  private static String reasonOf(IOException e) {
    return e instanceof FileAlreadyExistsException
        ? "it is not a folder"
        : e.getClass().getSimpleName() + ": " + e.getMessage();
  }

  /** What the run had of it so far. */
  public CacheSummary summary() {
    CacheCounts counts =
        use.map(opened -> opened.cache().counts())
            .orElse(new CacheCounts(0, 0, 0, List.of(), Optional.empty()));
    return new CacheSummary(name, counts, problem);
  }
}
