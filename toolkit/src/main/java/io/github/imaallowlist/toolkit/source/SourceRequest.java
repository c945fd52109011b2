package io.github.imaallowlist.toolkit.source;

import io.github.imaallowlist.rpm.ReadMode;
import io.github.imaallowlist.rpm.repository.PackageSelection;
import io.github.imaallowlist.rpm.repository.SourceSettings;
import java.util.List;

/**
 * What to read.
 *
 * @param names repositories, folders, packages and {@code .repo} files, by path or URL; at least
 *     one
 * @param settings how to reach those that are not on this machine
 * @param selection which of their packages
 * @param readMode how far packages are read
 * @param jobs how many packages are read at once, at least 1
 */
public record SourceRequest(
    List<String> names,
    SourceSettings settings,
    PackageSelection selection,
    ReadMode readMode,
    int jobs) {
  public SourceRequest {
    names = List.copyOf(names);
    if (names.isEmpty()) {
      throw new IllegalArgumentException("an allowlist needs a source");
    }
    if (jobs < 1) {
      throw new IllegalArgumentException("expected at least one job, not " + jobs);
    }
  }
}
