package io.github.imaallowlist.selinux.analysis;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many types, and how many files, are of each class.
 *
 * @param types with every class
 * @param files with every class
 * @param unknown types that files have and the policy lacks, with their numbers of files: the
 *     kernel would treat such files as unlabeled
 */
public record TypeCounts(
    SortedMap<TypeClass, Integer> types,
    SortedMap<TypeClass, Long> files,
    SortedMap<String, Long> unknown) {
  public TypeCounts {
    types = Collections.unmodifiableSortedMap(new TreeMap<>(types));
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    unknown = Collections.unmodifiableSortedMap(new TreeMap<>(unknown));
  }

  /** Of all file types of the policy. */
  public static TypeCounts ofPolicy(TypeAnalysis analysis, OccurringTypes occurring) {
    SortedMap<String, TypeClass> classes = new TreeMap<>();
    analysis.reports().forEach(report -> classes.put(report.type(), report.typeClass()));
    return of(analysis, classes, occurring);
  }

  /** Of the types that occur. */
  public static TypeCounts ofOccurring(TypeAnalysis analysis, OccurringTypes occurring) {
    return of(analysis, new TreeMap<>(), occurring);
  }

  private static TypeCounts of(
      TypeAnalysis analysis, SortedMap<String, TypeClass> classes, OccurringTypes occurring) {
    SortedMap<TypeClass, Integer> types = new TreeMap<>();
    SortedMap<TypeClass, Long> files = new TreeMap<>();
    SortedMap<String, Long> unknown = new TreeMap<>();
    for (TypeClass typeClass : TypeClass.values()) {
      types.put(typeClass, 0);
      files.put(typeClass, 0L);
    }
    for (Map.Entry<String, Long> entry : occurring.files().entrySet()) {
      analysis
          .report(entry.getKey())
          .ifPresentOrElse(
              report -> {
                classes.put(report.type(), report.typeClass());
                files.merge(report.typeClass(), entry.getValue(), Long::sum);
              },
              () -> unknown.put(entry.getKey(), entry.getValue()));
    }
    classes.values().forEach(typeClass -> types.merge(typeClass, 1, Integer::sum));
    return new TypeCounts(types, files, unknown);
  }
}
