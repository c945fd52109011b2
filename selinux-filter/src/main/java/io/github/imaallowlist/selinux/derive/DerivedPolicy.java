package io.github.imaallowlist.selinux.derive;

import io.github.imaallowlist.ima.policy.ImaPolicy;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * An IMA policy, and what it does not say.
 *
 * @param labelRules how many of its rules name a label
 * @param otherLabels whose reading of a file is measured if no rule names its label
 * @param measuredForBudget types whose reading is measured beyond the profile, for a rule more
 *     would not fit
 * @param mutableLeftOut types of mutable data that can occur and whose reading is left out for it;
 *     empty in the {@code code} profile, which is not about data
 * @param skippedCode types whose files may run unmeasured, as asked for
 * @param unknownLabels labels that occur and that the SELinux policy has no type for
 * @param losses what is not measured, though the profile would have it: for the kernel is too old,
 *     or the SELinux policy does not say
 */
public record DerivedPolicy(
    ImaPolicy policy,
    int labelRules,
    MeasuredReads otherLabels,
    List<LabelNote> measuredForBudget,
    List<LabelNote> mutableLeftOut,
    List<LabelNote> skippedCode,
    SortedSet<String> unknownLabels,
    List<String> losses) {
  /**
   * What a rule with a label takes at each reload of the SELinux policy, setsebool and setenforce,
   * measured with 500 and 5,000 rules on Linux 6.1.
   */
  public static final Duration RELOAD_TIME_PER_RULE = Duration.ofMillis(12);

  public DerivedPolicy {
    measuredForBudget = List.copyOf(measuredForBudget);
    mutableLeftOut = List.copyOf(mutableLeftOut);
    skippedCode = List.copyOf(skippedCode);
    unknownLabels = Collections.unmodifiableSortedSet(new TreeSet<>(unknownLabels));
    losses = List.copyOf(losses);
  }

  /** How much longer each reload of the SELinux policy takes because of the rules with labels. */
  public Duration reloadTime() {
    return RELOAD_TIME_PER_RULE.multipliedBy(labelRules);
  }
}
