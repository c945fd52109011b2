package io.github.imaallowlist.cli.option;

import io.github.imaallowlist.rpm.ReadMode;
import io.github.imaallowlist.toolkit.cache.CacheRequest;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where results of scanned packages are kept. */
public final class CacheOptions {
  private static final String NAME = "ima-allowlist";

  @Option(
      names = "--cache",
      paramLabel = "DIR",
      description =
          "Keep what came of packages here, and do not read them again (default:"
              + " $$XDG_CACHE_HOME/ima-allowlist, or ~/.cache/ima-allowlist).")
  private @Nullable Path folder;

  @Option(names = "--no-cache", description = "Read all packages, and keep nothing.")
  private boolean off;

  /** What is wrong with the options; one line. */
  public Optional<String> misuse(ReadMode mode) {
    if (folder != null && off) {
      return Optional.of("--cache and --no-cache exclude one another");
    }
    return folder != null && mode != ReadMode.PAYLOAD
        ? Optional.of("--cache goes with --read payload; what %s say is not kept".formatted(mode))
        : Optional.empty();
  }

  public boolean isOff() {
    return off;
  }

  /**
   * What was asked for.
   *
   * @param only whether no package is read
   * @return empty if none is to be used, or nobody knows where it could be
   */
  public Optional<CacheRequest> toRequest(ReadMode mode, boolean only) {
    if (off || mode != ReadMode.PAYLOAD) {
      return Optional.empty();
    }
    if (folder != null) {
      return Optional.of(new CacheRequest(folder, only));
    }
    return byDefault(System.getenv())
        .map(CacheRequest::byDefault)
        .map(request -> new CacheRequest(request.folder(), only, false));
  }

  /** By the XDG Base Directory Specification, in which paths that are not absolute do not count. */
  static Optional<Path> byDefault(Map<String, String> environment) {
    Optional<Path> base =
        absolute(environment.get("XDG_CACHE_HOME"))
            .or(() -> absolute(environment.get("HOME")).map(home -> home.resolve(".cache")));
    return base.map(path -> path.resolve(NAME));
  }

  private static Optional<Path> absolute(@Nullable String path) {
    return Optional.ofNullable(path)
        .filter(text -> !text.isEmpty())
        .map(Path::of)
        .filter(Path::isAbsolute);
  }
}
