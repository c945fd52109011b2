package io.github.imaallowlist.cli.option;

import io.github.imaallowlist.rpm.ReadMode;
import io.github.imaallowlist.toolkit.cache.CacheRequest;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where is kept what takes time to find out. */
public final class CacheOptions {
  private static final String NAME = "ima-allowlist";

  @Option(
      names = "--cache",
      paramLabel = "DIR",
      description =
          "Keep what was found out here, so as not to read the same package and not to ask setools"
              + " the same again (default: $$XDG_CACHE_HOME/ima-allowlist, or"
              + " ~/.cache/ima-allowlist).")
  private @Nullable Path folder;

  @Option(names = "--no-cache", description = "Keep nothing, and use nothing that was kept.")
  private boolean off;

  /** What is wrong with the options; one line. */
  public Optional<String> misuse() {
    return folder != null && off
        ? Optional.of("--cache and --no-cache exclude one another")
        : Optional.empty();
  }

  /** Whether the user named a folder. */
  public boolean isNamed() {
    return folder != null;
  }

  public boolean isOff() {
    return off;
  }

  /**
   * For packages that are read so.
   *
   * @param only whether no package is read
   * @return empty if none is to be used, or nobody knows where it could be
   */
  public Optional<CacheRequest> toRequest(ReadMode mode, boolean only) {
    if (off || mode != ReadMode.PAYLOAD) {
      return Optional.empty();
    }
    return folder != null
        ? Optional.of(new CacheRequest(folder, only))
        : byDefault(System.getenv()).map(usual -> new CacheRequest(usual, only, false));
  }

  /** Empty too if the usual folder cannot be written: as build services have no home. */
  Optional<Path> writableFolder() {
    if (off || folder != null) {
      return Optional.ofNullable(off ? null : folder);
    }
    return byDefault(System.getenv()).filter(usual -> Files.isWritable(firstThatExists(usual)));
  }

  private static Path firstThatExists(Path path) {
    Path existing = path;
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    return existing;
  }

  /** By the XDG Base Directory Specification, in which paths that are not absolute do not count. */
  static Optional<Path> byDefault(Map<String, String> environment) {
    Optional<Path> base =
        absolute(environment.get("XDG_CACHE_HOME"))
            .or(() -> absolute(environment.get("HOME")).map(home -> home.resolve(".cache")));
    return base.map(path -> path.resolve(NAME));
  }

  private static Optional<Path> absolute(@Nullable String text) {
    try {
      return Optional.ofNullable(text).map(Path::of).filter(Path::isAbsolute);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
