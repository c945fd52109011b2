package io.github.imaallowlist.toolkit.source;

import io.github.imaallowlist.rpm.ReadMode;
import io.github.imaallowlist.rpm.repository.PackageSelection;
import io.github.imaallowlist.rpm.repository.SourceSettings;
import io.github.imaallowlist.toolkit.cache.CacheRequest;
import java.util.List;
import java.util.Optional;

/**
 * What to read.
 *
 * @param names repositories, folders, packages and {@code .repo} files, by path or URL; at least
 *     one, unless the packages are those of the cache
 * @param settings how to reach those that are not on this machine
 * @param selection which of their packages
 * @param readMode how far packages are read
 * @param jobs how many packages are read at once, at least 1
 * @param cache has results of packages, and keeps them; only with {@link ReadMode#PAYLOAD}
 * @param installed a host's packages, to which the sources' are cut; absent: they are not
 */
public record SourceRequest(
    List<String> names,
    SourceSettings settings,
    PackageSelection selection,
    ReadMode readMode,
    int jobs,
    Optional<CacheRequest> cache,
    Optional<HostPackages> installed) {
  /** Without a cache, and of all packages, be they installed or not. */
  public SourceRequest(
      List<String> names,
      SourceSettings settings,
      PackageSelection selection,
      ReadMode readMode,
      int jobs) {
    this(names, settings, selection, readMode, jobs, Optional.empty(), Optional.empty());
  }

  public SourceRequest {
    names = List.copyOf(names);
    if (names.isEmpty() && !(cache.isPresent() && cache.get().only())) {
      throw new IllegalArgumentException("an allowlist needs a source");
    }
    if (readMode != ReadMode.PAYLOAD && cache.isPresent()) {
      throw new IllegalArgumentException("a cache holds what is in payloads");
    }
    if (jobs < 1) {
      throw new IllegalArgumentException("expected at least one job, not " + jobs);
    }
  }
}
