package io.github.imaallowlist.selinux.derive;

import io.github.imaallowlist.selinux.analysis.Domains;
import io.github.imaallowlist.selinux.policy.SelinuxPolicy;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/** What an IMA policy says of itself before its first rule. */
final class PolicyHeader {
  private PolicyHeader() {}

  /** Comments, in order. */
  static List<String> of(
      PolicyPlan plan, SelinuxPolicy policy, Domains domains, DeriveSettings settings) {
    List<String> header = new ArrayList<>();
    header.add(
        "IMA policy, profile "
            + plan.profile().keyword()
            + ", for Linux "
            + plan.kernel()
            + " and later; made by ima-allowlist.");
    header.add("SELinux policy: " + policy.source());
    header.add("SHA-256 of that: " + policy.sha256());
    header.add("Booleans that are not as the policy has them by default: " + booleans(settings));
    listed(header, "Permissive domains, which may do what no rule allows", domains.permissive());
    listed(
        header,
        "Domains that nobody trusts and that may write files of any type",
        domains.unboundWriters());
    labels(header, plan, settings);
    for (String loss : plan.losses()) {
      header.add("Lost: " + loss + '.');
    }
    return header;
  }

  private static String booleans(DeriveSettings settings) {
    List<String> changed = new ArrayList<>();
    settings.changedBooleans().forEach((name, on) -> changed.add(name + (on ? "=on" : "=off")));
    return changed.isEmpty() ? "none" : String.join(", ", changed);
  }

  private static void labels(List<String> header, PolicyPlan plan, DeriveSettings settings) {
    header.add(
        "Rules with a label: "
            + plan.labelRules()
            + "; each reload of the SELinux policy, setsebool and setenforce takes some "
            + BigDecimal.valueOf(
                    DerivedPolicy.RELOAD_TIME_PER_RULE.multipliedBy(plan.labelRules()).toMillis(),
                    3)
                .stripTrailingZeros()
                .toPlainString()
            + " s for them.");
    if (plan.profile() == Profile.CODE) {
      return;
    }
    long found =
        plan.universe().types().values().stream().filter(LabelUniverse.Occurrence::occurs).count();
    header.add(
        "Labels that can occur: "
            + found
            + " of "
            + settings.occurring().origin()
            + ", and "
            + (plan.universe().types().size() - found)
            + " that running domains create. Of files with any other label,"
            + " the reading that is measured is that of "
            + plan.reads().others().words()
            + '.');
    listed(header, "Labels without a type in the SELinux policy", plan.universe().unknown());
    listed(
        header,
        "Measured when "
            + plan.reads().others().words()
            + " reads it, though not meant to be, to keep to "
            + settings.maxLabelRules()
            + " rules with a label",
        plan.reads().overBudget());
    if (plan.reads().others() == MeasuredReads.NONE) {
      listed(header, "Mutable data, left out", plan.leftOut());
    }
  }

  private static void listed(List<String> header, String what, SortedSet<String> names) {
    if (!names.isEmpty()) {
      header.add(what + ": " + String.join(", ", names));
    }
  }
}
