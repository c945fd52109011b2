package io.github.imaallowlist.selinux.derive;

import io.github.imaallowlist.selinux.analysis.TypeClass;
import io.github.imaallowlist.selinux.analysis.TypeReport;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Says of types why they are measured or not, from the domains that their class rests on. */
final class TypeReasons {
  /** So many domains are named, the others counted. */
  private static final int NAMED = 3;

  private final Map<String, TypeReport> reports = new TreeMap<>();
  private final LabelUniverse universe;

  TypeReasons(List<TypeReport> reports, LabelUniverse universe) {
    reports.forEach(report -> this.reports.put(report.type(), report));
    this.universe = universe;
  }

  /** Why a type's reading is measured or not. */
  String ofReading(String type) {
    List<String> parts = start(type);
    TypeReport report = reports.get(type);
    if (report != null) {
      parts.add(
          report.writers().isEmpty()
              ? "trusted domains alone write it"
              : "written by " + some(report.writers()));
      if (report.typeClass() == TypeClass.MUTABLE_CODE) {
        parts.add("run by " + some(executors(report)));
      }
    }
    return type + ": " + String.join("; ", parts);
  }

  /** Who can run and write a type. */
  String ofCode(String type) {
    List<String> parts = start(type);
    TypeReport report = reports.get(type);
    if (report != null) {
      parts.add(
          executors(report).isEmpty()
              ? "no confined domain runs it"
              : "run by " + all(executors(report)));
      parts.add(
          report.writers().isEmpty()
              ? "trusted domains alone write it"
              : "written by " + all(report.writers()));
    }
    return type + ": " + String.join("; ", parts);
  }

  /** Why a type is taken for that of modules. */
  String ofModules(String type) {
    List<String> parts = start(type);
    TypeReport report = reports.get(type);
    if (report != null) {
      parts.add("loaded by " + some(report.loaders()));
    }
    return type + ": " + String.join("; ", parts);
  }

  /** The type with what it rests on, for reports. */
  LabelNote note(String type) {
    TypeReport report = reports.get(type);
    return new LabelNote(
        type,
        occurrence(type).map(LabelUniverse.Occurrence::files).orElse(0L),
        report == null ? Collections.emptySortedSet() : executors(report),
        report == null ? Collections.emptySortedSet() : report.writers());
  }

  private List<String> start(String type) {
    List<String> parts = new ArrayList<>();
    TypeReport report = reports.get(type);
    parts.add(report == null ? "not a type of files" : report.typeClass().words());
    occurrence(type)
        .ifPresent(
            found -> {
              if (found.files() > 0) {
                parts.add(found.files() == 1 ? "1 file" : found.files() + " files");
              } else if (!found.occurs()) {
                parts.add("created by " + some(found.creators()));
              }
            });
    return parts;
  }

  private Optional<LabelUniverse.Occurrence> occurrence(String type) {
    return Optional.ofNullable(universe.types().get(type));
  }

  private static SortedSet<String> executors(TypeReport report) {
    SortedSet<String> executors = new TreeSet<>(report.executors());
    executors.addAll(report.loaders());
    return executors;
  }

  private static String some(SortedSet<String> domains) {
    if (domains.size() <= NAMED + 1) {
      return all(domains);
    }
    return String.join(", ", domains.stream().limit(NAMED).toList())
        + " and "
        + (domains.size() - NAMED)
        + " others";
  }

  private static String all(SortedSet<String> domains) {
    return String.join(", ", domains);
  }
}
