package io.github.imaallowlist.toolkit.scan;

import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.rpm.finding.Finding;
import io.github.imaallowlist.rpm.repository.PackageSelection.Reason;
import io.github.imaallowlist.toolkit.cache.CacheSummary;
import java.util.List;
import java.util.Map;

/**
 * What was scanned.
 *
 * @param made packages whose entries were made
 * @param there packages whose entries were there
 * @param files that all these have digests of
 * @param bytesRead of packages
 * @param deselected packages that were not asked for, by the reason; no zeros
 * @param cache what was found there besides
 * @param findings sorted; packages with findings have no entry
 */
public record ScanResult(
    long made,
    long there,
    long files,
    long bytesRead,
    Map<Reason, Integer> deselected,
    CacheSummary cache,
    List<Finding> findings) {
  public ScanResult {
    findings = List.copyOf(findings);
  }

  public ExitCode exitCode() {
    return findings.isEmpty() ? ExitCode.OK : ExitCode.FINDINGS;
  }
}
