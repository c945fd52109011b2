package io.github.imaallowlist.cli.option;

import io.github.imaallowlist.toolkit.cache.CacheRequest;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which cache is meant. */
public final class CacheFolderOption {
  @Option(
      names = "--cache",
      paramLabel = "DIR",
      description =
          "The cache (default: $$XDG_CACHE_HOME/ima-allowlist, or ~/.cache/ima-allowlist).")
  private @Nullable Path folder;

  /** Empty if none is named, and nobody knows where it is by default. */
  public Optional<CacheRequest> toRequest() {
    return folder != null
        ? Optional.of(new CacheRequest(folder, false))
        : CacheOptions.byDefault(System.getenv()).map(CacheRequest::byDefault);
  }
}
