package io.github.imaallowlist.ima.lint;

import io.github.imaallowlist.ima.policy.KernelVersion;
import java.util.Optional;

/**
 * What a policy is for.
 *
 * @param kernel the oldest that is to load it; empty: any that knows all its key words
 * @param names of the hosts' SELinux policy; empty: not known, so names are not looked up
 */
public record LintSettings(Optional<KernelVersion> kernel, Optional<LintNames> names) {
  public static final LintSettings NONE = new LintSettings(Optional.empty(), Optional.empty());

  public LintSettings {
    if (kernel.isPresent() && kernel.get().compareTo(KernelVersion.OLDEST) < 0) {
      throw new IllegalArgumentException("kernels before " + KernelVersion.OLDEST + " are unknown");
    }
  }
}
