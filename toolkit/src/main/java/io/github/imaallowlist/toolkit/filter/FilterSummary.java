package io.github.imaallowlist.toolkit.filter;

import io.github.imaallowlist.selinux.derive.DerivedPolicy;
import java.util.List;
import java.util.Optional;

/**
 * What a filter did.
 *
 * @param imaPolicy the name of the IMA policy's file, without its folder
 * @param imaPolicySha256 hex digest of the IMA policy
 * @param selinuxPolicySha256 hex digest of the binary SELinux policy; absent where there was none,
 *     so that every label had to be taken for one that is executed
 * @param profile keyword of the profile that the IMA policy was derived for in this run
 * @param derived the IMA policy that was derived in this run
 * @param keptPaths in the list
 * @param keptJsonBytes that these take in a Keylime runtime policy
 * @param leftOut by label and reason, most files first
 * @param missingBuffers names of what hosts measure besides files and the list has no digest of, so
 *     that a verifier refuses them
 */
public record FilterSummary(
    String imaPolicy,
    String imaPolicySha256,
    Optional<String> selinuxPolicySha256,
    Optional<String> profile,
    Optional<DerivedPolicy> derived,
    long keptPaths,
    long keptJsonBytes,
    List<LeftOutFiles> leftOut,
    List<String> missingBuffers) {
  public FilterSummary {
    leftOut = List.copyOf(leftOut);
    missingBuffers = List.copyOf(missingBuffers);
  }

  public long leftOutPaths() {
    return leftOut.stream().mapToLong(LeftOutFiles::paths).sum();
  }

  public long leftOutJsonBytes() {
    return leftOut.stream().mapToLong(LeftOutFiles::jsonBytes).sum();
  }
}
