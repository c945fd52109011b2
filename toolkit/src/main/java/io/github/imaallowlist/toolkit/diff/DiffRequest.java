package io.github.imaallowlist.toolkit.diff;

import io.github.imaallowlist.toolkit.ListSource;
import io.github.imaallowlist.toolkit.selinux.SelinuxRequest;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Two lists to compare.
 *
 * @param policies by which it is told what of the changes matters to hosts; absent: it is not
 * @param temporaryFolder an existing folder with room for both lists
 */
public record DiffRequest(
    ListSource older, ListSource newer, Optional<HostPolicies> policies, Path temporaryFolder) {
  /**
   * What hosts measure.
   *
   * @param imaPolicy the IMA policy's file
   * @param selinux the SELinux policy, which has the labels
   */
  public record HostPolicies(Path imaPolicy, SelinuxRequest selinux) {}
}
