package io.github.imaallowlist.toolkit.lint;

import io.github.imaallowlist.ima.policy.KernelVersion;
import io.github.imaallowlist.toolkit.selinux.SelinuxRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * IMA policies to check.
 *
 * @param kernel the oldest that is to load them, not before {@link KernelVersion#OLDEST}; empty:
 *     any that knows their key words
 * @param selinux the hosts' SELinux policy; empty: names of types and the like are not looked up
 * @param temporaryFolder for what the SELinux policy takes
 */
public record LintRequest(
    List<LintSource> policies,
    Optional<KernelVersion> kernel,
    Optional<SelinuxRequest> selinux,
    Path temporaryFolder) {
  public LintRequest {
    policies = List.copyOf(policies);
  }
}
