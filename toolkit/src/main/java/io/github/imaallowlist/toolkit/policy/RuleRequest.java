package io.github.imaallowlist.toolkit.policy;

import io.github.imaallowlist.ima.policy.KernelVersion;
import io.github.imaallowlist.selinux.derive.Profile;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the IMA policy is to be like.
 *
 * @param kernel the oldest that is to load it
 * @param maxLabelRules how many of its rules may name a label
 * @param skipCodeTypes types whose files may run unmeasured
 */
public record RuleRequest(
    Profile profile, KernelVersion kernel, int maxLabelRules, SortedSet<String> skipCodeTypes) {
  public RuleRequest {
    skipCodeTypes = Collections.unmodifiableSortedSet(new TreeSet<>(skipCodeTypes));
  }
}
