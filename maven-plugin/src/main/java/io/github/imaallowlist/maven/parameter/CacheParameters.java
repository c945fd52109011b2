package io.github.imaallowlist.maven.parameter;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.rpm.ReadMode;
import io.github.imaallowlist.toolkit.cache.CacheRequest;
import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where is kept what takes time to find out; the same place as the command line's. */
public record CacheParameters(@Nullable File cache, boolean noCache) {
  private static final String NAME = "ima-allowlist";

  /**
   * For packages that are read so.
   *
   * @return empty if none is to be used, or nobody knows where it could be
   */
  public Optional<CacheRequest> toRequest(ReadMode mode) throws AllowlistException {
    File folder = cache;
    if (folder != null && noCache) {
      throw Misuse.of("--cache and --no-cache exclude one another", "Give one of them.");
    }
    if (noCache || mode != ReadMode.PAYLOAD) {
      return Optional.empty();
    }
    return folder != null
        ? Optional.of(new CacheRequest(folder.toPath(), false))
        : byDefault(System.getenv()).map(CacheRequest::byDefault);
  }

  /** Where setools' answers are kept; only where a folder is named. */
  public Optional<Path> ofSelinux() {
    return noCache ? Optional.empty() : Values.path(cache);
  }

  /** By the XDG Base Directory Specification, in which paths that are not absolute do not count. */
  static Optional<Path> byDefault(Map<String, String> environment) {
    return absolute(environment.get("XDG_CACHE_HOME"))
        .or(() -> absolute(environment.get("HOME")).map(home -> home.resolve(".cache")))
        .map(path -> path.resolve(NAME));
  }

  private static Optional<Path> absolute(@Nullable String text) {
    try {
      return Optional.ofNullable(text).map(Path::of).filter(Path::isAbsolute);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
