package io.github.imaallowlist.selinux.derive;

import io.github.imaallowlist.ima.policy.KernelVersion;
import io.github.imaallowlist.selinux.analysis.OccurringTypes;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an IMA policy is to be like.
 *
 * @param kernel the oldest that is to load the policy
 * @param maxLabelRules how many rules may name a label, for the kernel looks each of them up at
 *     every reload of the SELinux policy; what does not fit is measured
 * @param skipCodeTypes types or aliases whose files may run unmeasured
 * @param occurring the types that labels of regular files have
 * @param changedBooleans those that differ from the SELinux policy's default, for the comment
 */
public record DeriveSettings(
    Profile profile,
    KernelVersion kernel,
    int maxLabelRules,
    SortedSet<String> skipCodeTypes,
    OccurringTypes occurring,
    SortedMap<String, Boolean> changedBooleans) {
  /** What {@code --max-label-rules} is by default: 1.8 s at a reload. */
  public static final int DEFAULT_MAX_LABEL_RULES = 150;

  public DeriveSettings {
    if (maxLabelRules < 0) {
      throw new IllegalArgumentException("a negative number of rules");
    }
    skipCodeTypes = Collections.unmodifiableSortedSet(new TreeSet<>(skipCodeTypes));
    changedBooleans = Collections.unmodifiableSortedMap(new TreeMap<>(changedBooleans));
  }

  /** With the booleans at their defaults. */
  public DeriveSettings(
      Profile profile,
      KernelVersion kernel,
      int maxLabelRules,
      SortedSet<String> skipCodeTypes,
      OccurringTypes occurring) {
    this(profile, kernel, maxLabelRules, skipCodeTypes, occurring, Collections.emptySortedMap());
  }
}
