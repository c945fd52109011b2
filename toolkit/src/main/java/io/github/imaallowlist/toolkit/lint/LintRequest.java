package io.github.imaallowlist.toolkit.lint;

import io.github.imaallowlist.ima.lint.LintNames;
import io.github.imaallowlist.ima.policy.KernelVersion;
import java.util.List;
import java.util.Optional;

/**
 * IMA policies to check.
 *
 * @param kernel the oldest that is to load them, not before {@link KernelVersion#OLDEST}; empty:
 *     any that knows their key words
 * @param names of the hosts' SELinux policy; empty: names are not looked up
 */
public record LintRequest(
    List<LintSource> policies, Optional<KernelVersion> kernel, Optional<LintNames> names) {
  public LintRequest {
    policies = List.copyOf(policies);
  }
}
