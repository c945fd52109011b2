package io.github.imaallowlist.toolkit.selinux;

import io.github.imaallowlist.model.MeasuredFile;
import io.github.imaallowlist.model.SecurityContext;
import io.github.imaallowlist.rpm.finding.Finding;
import io.github.imaallowlist.selinux.analysis.OccurringTypes;
import io.github.imaallowlist.selinux.filter.FileGroups;
import io.github.imaallowlist.selinux.label.FileContexts;
import io.github.imaallowlist.selinux.label.LabelLookup;
import io.github.imaallowlist.toolkit.ProgressListener;
import io.github.imaallowlist.toolkit.source.FileLists;
import io.github.imaallowlist.toolkit.source.SourcePlan;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The labels that the regular files of packages have, counted.
 *
 * @param occurring their types, with the number of files
 * @param packages how many were read without findings
 * @param withoutLabel files that the policy has no label for
 * @param findings what is wrong with packages, whose files are not counted then; sorted
 */
public record LabelCount(
    OccurringTypes occurring, long packages, long withoutLabel, List<Finding> findings) {
  /**
   * Where such labels come from, for comments. Not the sources' names: the same packages give the
   * same IMA policy wherever they are.
   */
  public static final String SCANNED_PACKAGES = "the scanned packages";

  public LabelCount {
    findings = List.copyOf(findings);
  }

  /**
   * Counts the labels of all packages of a plan.
   *
   * @param lists reads the plan's packages
   */
  public static LabelCount of(
      SourcePlan plan, FileLists lists, FileContexts contexts, ProgressListener progress)
      throws IOException {
    Counter counter = new Counter(contexts.lookup());
    List<Finding> findings =
        lists.read(
            plan.packages(),
            progress,
            (planned, contents) -> {
              counter.packages++;
              contents.files().forEach(counter::count);
            });
    return new LabelCount(
        new OccurringTypes(counter.files, SCANNED_PACKAGES),
        counter.packages,
        counter.withoutLabel,
        findings.stream().sorted().toList());
  }

  private static final class Counter {
    private final LabelLookup lookup;
    private final SortedMap<String, Long> files = new TreeMap<>();
    private long packages;
    private long withoutLabel;

    Counter(LabelLookup lookup) {
      this.lookup = lookup;
    }

    void count(MeasuredFile file) {
      Set<String> types = new HashSet<>();
      for (Optional<SecurityContext> label :
          FileGroups.factsOf(file.path(), file.traits(), lookup).labels()) {
        label.ifPresent(context -> types.add(context.type()));
      }
      types.forEach(type -> files.merge(type, 1L, Long::sum));
      if (types.isEmpty()) {
        withoutLabel++;
      }
    }
  }
}
