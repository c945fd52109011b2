package io.github.imaallowlist.cli.report;

import io.github.imaallowlist.rpm.ReadMode;
import io.github.imaallowlist.selinux.derive.DerivedPolicy;
import io.github.imaallowlist.selinux.filter.LeftOutReason;
import io.github.imaallowlist.toolkit.filter.FilterSummary;
import io.github.imaallowlist.toolkit.filter.LeftOutFiles;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a summary for people says of what was left out of a list. */
final class FilterLines {
  /** More would hide the rest of the summary; {@code --json} has all. */
  private static final int LABELS = 10;

  private FilterLines() {}

  /** What was kept and left out, and by which policies. */
  static List<String> of(FilterSummary filter) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "by %s%s"
            .formatted(
                Printable.of(filter.imaPolicy()),
                filter.selinuxPolicySha256().map(FilterLines::selinux).orElse("")));
    filter.derived().ifPresent(derived -> lines.add(rules(derived)));
    lines.add(
        "%s stay, %s of JSON"
            .formatted(
                Amounts.count(filter.keptPaths(), "path"), Amounts.bytes(filter.keptJsonBytes())));
    lines.add(
        filter.leftOutPaths() == 0
            ? "nothing left out"
            : "%s left out, %s of JSON"
                .formatted(
                    Amounts.count(filter.leftOutPaths(), "path"),
                    Amounts.bytes(filter.leftOutJsonBytes())));
    if (!filter.leftOut().isEmpty()) {
      addTable(lines, filter.leftOut());
    }
    return lines;
  }

  private static String selinux(String sha256) {
    return ", and the SELinux policy " + sha256.substring(0, 12);
  }

  private static String rules(DerivedPolicy derived) {
    return String.format(
        Locale.ROOT,
        "%s, %d with a label: %.1f s at each SELinux reload",
        Amounts.count(derived.policy().rules().size(), "rule"),
        derived.labelRules(),
        derived.reloadTime().toMillis() / 1000.0);
  }

  private static void addTable(List<String> lines, List<LeftOutFiles> leftOut) {
    lines.add("    paths     JSON  why           label");
    List<LeftOutFiles> first = leftOut.subList(0, Math.min(LABELS, leftOut.size()));
    Set<LeftOutReason> reasons = EnumSet.noneOf(LeftOutReason.class);
    for (LeftOutFiles files : first) {
      reasons.add(files.reason());
      String label = files.type().map(Printable::of).orElse("(none)");
      lines.add(row(files.paths(), files.jsonBytes(), files.reason().word(), label));
    }
    List<LeftOutFiles> rest = leftOut.subList(first.size(), leftOut.size());
    if (!rest.isEmpty()) {
      lines.add(
          row(
              rest.stream().mapToLong(LeftOutFiles::paths).sum(),
              rest.stream().mapToLong(LeftOutFiles::jsonBytes).sum(),
              "",
              "%,d more (--json has all)".formatted(rest.size())));
    }
    for (LeftOutReason reason : reasons) {
      lines.add("%s: %s".formatted(reason.word(), reason.words()));
    }
  }

  private static String row(long paths, long bytes, String why, String label) {
    return String.format(
        Locale.ROOT, "%,9d  %7s  %-12s  %s", paths, Amounts.bytes(bytes), why, label);
  }

  /** What makes a list longer than it need be. */
  static List<String> notes(FilterSummary filter, ReadMode readMode) {
    List<String> notes = new ArrayList<>();
    if (readMode != ReadMode.PAYLOAD) {
      notes.add("without payloads it is not known what is ELF: any file may be mapped, and stays");
    }
    if (filter.selinuxPolicySha256().isEmpty()) {
      notes.add("there is no binary SELinux policy: any label may be executed");
    }
    if (!filter.missingBuffers().isEmpty()) {
      notes.add(
          "hosts may log %s, which ima-buf lacks and Keylime then refuses: see"
                  .formatted(String.join(", ", filter.missingBuffers()))
              + " --loaded-selinux-policy and --ima-buf");
    }
    return notes;
  }
}
