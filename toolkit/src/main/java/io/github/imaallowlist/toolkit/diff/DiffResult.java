package io.github.imaallowlist.toolkit.diff;

import io.github.imaallowlist.error.ExitCode;
import java.util.List;

/**
 * What tells two lists apart, besides the paths themselves.
 *
 * @param packages of which something changed, sorted
 * @param settings that are not the same
 * @param paths numbers of paths
 * @param digestsAdded over all paths
 * @param digestsRemoved over all paths
 * @param asked whether it was asked which of the paths hosts may measure
 */
public record DiffResult(
    List<PackageChange> packages,
    List<SettingChange> settings,
    PathCounts paths,
    long digestsAdded,
    long digestsRemoved,
    boolean asked) {
  public DiffResult {
    packages = List.copyOf(packages);
    settings = List.copyOf(settings);
  }

  /** Whether a verifier lets the same pass by either list, and both are of the same packages. */
  public boolean isSame() {
    return packages.isEmpty() && settings.isEmpty() && paths.total() == 0;
  }

  public ExitCode exitCode() {
    return isSame() ? ExitCode.OK : ExitCode.FINDINGS;
  }
}
