package io.github.imaallowlist.toolkit.policy;

import io.github.imaallowlist.selinux.analysis.Flow;
import io.github.imaallowlist.selinux.analysis.OccurringTypes;
import io.github.imaallowlist.selinux.analysis.TypeAnalysis;
import io.github.imaallowlist.selinux.analysis.TypeCounts;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an SELinux policy's types are for.
 *
 * @param occurring the types that labels of files have
 * @param counted whether files were counted
 * @param changedBooleans those that are not as the policy has them by default
 */
public record AnalysisReport(
    TypeAnalysis analysis,
    OccurringTypes occurring,
    boolean counted,
    SortedMap<String, Boolean> changedBooleans) {
  public AnalysisReport {
    changedBooleans = Collections.unmodifiableSortedMap(new TreeMap<>(changedBooleans));
  }

  /** How many types and files are of each class. */
  public TypeCounts counts() {
    return TypeCounts.ofPolicy(analysis, occurring);
  }

  /** The same of the types that occur alone. */
  public TypeCounts countsOfOccurring() {
    return TypeCounts.ofOccurring(analysis, occurring);
  }

  /** Flows that break integrity, most files first. */
  public List<Flow> flows() {
    return analysis.flows(occurring);
  }
}
