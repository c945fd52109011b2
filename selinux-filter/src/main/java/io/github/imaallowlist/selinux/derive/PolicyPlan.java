package io.github.imaallowlist.selinux.derive;

import static java.util.Objects.requireNonNull;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.ima.policy.KernelVersion;
import io.github.imaallowlist.selinux.analysis.Domains;
import io.github.imaallowlist.selinux.analysis.TypeReport;
import io.github.imaallowlist.selinux.policy.SelinuxPolicy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an IMA policy is to say, before it is put into rules.
 *
 * @param moduleTypes types whose reading is always measured, for modules have them
 * @param skippedCode types whose files may run unmeasured
 * @param intent whose reading is to be measured, for each type that can occur but those of modules
 * @param reads which labels rules name for that
 */
record PolicyPlan(
    Profile profile,
    KernelVersion kernel,
    SortedSet<String> moduleTypes,
    SortedSet<String> skippedCode,
    LabelUniverse universe,
    SortedMap<String, MeasuredReads> intent,
    ReadPlan reads) {
  PolicyPlan {
    moduleTypes = Collections.unmodifiableSortedSet(new TreeSet<>(moduleTypes));
    skippedCode = Collections.unmodifiableSortedSet(new TreeSet<>(skippedCode));
    intent = Collections.unmodifiableSortedMap(new TreeMap<>(intent));
  }

  /**
   * @param reports one for each file type
   * @param moduleTypes what {@code module_load} rules name
   * @throws AllowlistException if a name or the budget of the settings will not do
   */
  static PolicyPlan of(
      SelinuxPolicy policy,
      Domains domains,
      List<TypeReport> reports,
      SortedSet<String> moduleTypes,
      DeriveSettings settings)
      throws AllowlistException {
    Profile profile = settings.profile();
    SortedSet<String> skipped = SkippedTypes.of(policy, settings.skipCodeTypes());
    LabelUniverse universe = LabelUniverse.of(policy, domains, reports, settings.occurring());
    SortedSet<String> modules = modules(reports, moduleTypes, universe);
    int budget = settings.maxLabelRules() - modules.size() - 2 * skipped.size();
    if (budget < 0) {
      throw new AllowlistException(
          ExitCode.USAGE,
          "--max-label-rules %d does not do: modules take %d and --skip-code-type takes %d"
              .formatted(settings.maxLabelRules(), modules.size(), 2 * skipped.size()),
          "Give --max-label-rules %d or more%s."
              .formatted(
                  settings.maxLabelRules() - budget,
                  modules.size() > 1
                      ? ", or the SOURCE whose packages show which labels modules have"
                      : ""));
    }

    SortedMap<String, MeasuredReads> intent = intent(policy, profile, reports, universe);
    skipped.forEach(type -> intent.computeIfPresent(type, (name, reads) -> MeasuredReads.NONE));
    intent.keySet().removeAll(modules);
    ReadPlan reads =
        profile == Profile.CODE
            ? new ReadPlan(
                MeasuredReads.NONE, Collections.emptySortedMap(), Collections.emptySortedSet(), 0)
            : ReadPlan.smallest(intent, importance(intent, universe, skipped), budget);
    return new PolicyPlan(profile, settings.kernel(), modules, skipped, universe, intent, reads);
  }

  private static SortedMap<String, MeasuredReads> intent(
      SelinuxPolicy policy, Profile profile, List<TypeReport> reports, LabelUniverse universe) {
    SortedSet<String> logs =
        policy.attributes().getOrDefault(ReadIntent.LOGS, Collections.emptySortedSet());
    SortedMap<String, MeasuredReads> intent = new TreeMap<>();
    universe.types().keySet().forEach(type -> intent.put(type, ReadIntent.ofUnknown(profile)));
    for (TypeReport report : reports) {
      intent.computeIfPresent(
          report.type(), (type, reads) -> ReadIntent.of(profile, report, logs.contains(type)));
    }
    return intent;
  }

  /**
   * Types of module files: those that a confined domain may load and that occur; all such if none
   * occurs, since a host has modules even if no package that was looked at brings one.
   */
  private static SortedSet<String> modules(
      List<TypeReport> reports, SortedSet<String> moduleTypes, LabelUniverse universe) {
    SortedSet<String> loadable = new TreeSet<>();
    for (TypeReport report : reports) {
      if (moduleTypes.contains(report.type()) && !report.loaders().isEmpty()) {
        loadable.add(report.type());
      }
    }
    SortedSet<String> occurring = new TreeSet<>(loadable);
    occurring.retainAll(universe.types().keySet());
    return occurring.isEmpty() ? loadable : occurring;
  }

  /** What is asked for comes first, then what makes most noise: many files, then many creators. */
  private static List<String> importance(
      SortedMap<String, MeasuredReads> intent, LabelUniverse universe, SortedSet<String> skipped) {
    List<String> types = new ArrayList<>(intent.keySet());
    Map<String, LabelUniverse.Occurrence> occurrences = universe.types();
    types.sort(
        Comparator.comparing((String type) -> !skipped.contains(type))
            .thenComparing(type -> -requireNonNull(occurrences.get(type)).files())
            .thenComparing(type -> -requireNonNull(occurrences.get(type)).creators().size())
            .thenComparing(Comparator.naturalOrder()));
    return types;
  }

  /** How many rules name a label. */
  int labelRules() {
    return moduleTypes.size() + 2 * skippedCode.size() + reads.labelRules();
  }

  /** The rules for what runs or is loaded that the kernel knows. */
  List<CodeRule> codeRules() {
    return CodeRule.ALL.stream().filter(rule -> rule.since().compareTo(kernel) <= 0).toList();
  }

  /** What the log will lack. */
  List<String> losses() {
    List<String> losses = new ArrayList<>();
    for (CodeRule rule : CodeRule.ALL) {
      if (rule.since().compareTo(kernel) > 0) {
        losses.add(rule.hook() + " needs Linux " + rule.since() + ": " + rule.without());
      }
    }
    if (moduleTypes.isEmpty()) {
      losses.add(
          "the SELinux policy lets no confined domain load a module from a file:"
              + " compressed modules are not measured when a program unpacks them");
    }
    return losses;
  }

  /** Whose reading of files with a label is measured, be it one that occurs or not. */
  MeasuredReads measuredReads(String type) {
    if (moduleTypes.contains(type)) {
      return MeasuredReads.ALL;
    }
    return reads.overBudget().contains(type)
        ? reads.others()
        : intent.getOrDefault(type, reads.others());
  }

  /** Types that can occur and whose reading is not measured for what they are. */
  SortedSet<String> leftOut() {
    SortedSet<String> types = new TreeSet<>();
    if (profile != Profile.CODE) {
      intent.forEach(
          (type, reads) -> {
            if (reads == MeasuredReads.NONE && measuredReads(type) == MeasuredReads.NONE) {
              types.add(type);
            }
          });
    }
    types.removeAll(skippedCode);
    return types;
  }
}
