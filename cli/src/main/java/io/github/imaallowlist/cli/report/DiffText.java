package io.github.imaallowlist.cli.report;

import io.github.imaallowlist.toolkit.diff.DiffResult;
import io.github.imaallowlist.toolkit.diff.PackageChange;
import io.github.imaallowlist.toolkit.diff.PackageName;
import io.github.imaallowlist.toolkit.diff.PathCounts;
import io.github.imaallowlist.toolkit.diff.SettingChange;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/** What tells two lists apart, for people: package by package, with some of its paths. */
public final class DiffText {
  /** Values of a setting may be keys, of some hundred characters. */
  private static final int MAX_VALUE = 100;

  private final PrintStream out;

  private DiffText(PrintStream out) {
    this.out = out;
  }

  /**
   * @param out not closed
   */
  public static void write(DiffResult result, OutputStream out) throws IOException {
    TextOutput.write(out, lines -> new DiffText(lines).write(result));
  }

  private void write(DiffResult result) {
    if (result.isSame()) {
      out.println("The lists are the same.");
      return;
    }
    for (PackageChange change : result.packages()) {
      out.println(head(change) + paths(change.paths(), result.asked()));
      for (PackageChange.Example example : change.examples()) {
        out.printf(
            "  %-8s %s%n",
            example.kind().name().toLowerCase(Locale.ROOT),
            Printable.of(example.path().toString()));
      }
      long more = change.paths().total() - change.examples().size();
      if (more > 0) {
        out.printf("  and %s (--json names all)%n", Amounts.count(more, "other"));
      }
    }
    for (SettingChange change : result.settings()) {
      out.println("setting " + change.name());
      change.added().forEach(value -> value("added", value));
      change.removed().forEach(value -> value("removed", value));
    }
    out.printf(
        Locale.ROOT,
        "In all%s; %s added, %s removed%n",
        paths(result.paths(), result.asked()),
        Amounts.count(result.digestsAdded(), "digest"),
        Amounts.count(result.digestsRemoved(), "digest"));
  }

  private void value(String what, String value) {
    String shown = value.length() > MAX_VALUE ? value.substring(0, MAX_VALUE) + "..." : value;
    out.printf("  %-8s %s%n", what, Printable.of(shown));
  }

  private static String head(PackageChange change) {
    if (change.name().equals(PackageName.NONE)) {
      return "of no package that is known";
    }
    StringBuilder head = new StringBuilder(Printable.of(change.name().toString()));
    SortedSet<String> gone = new TreeSet<>(change.older());
    gone.removeAll(change.newer());
    SortedSet<String> come = new TreeSet<>(change.newer());
    come.removeAll(change.older());
    if (!gone.isEmpty() && !come.isEmpty()) {
      head.append(' ').append(versions(gone)).append(" -> ").append(versions(come));
    } else if (!gone.isEmpty()) {
      head.append(' ').append(versions(gone)).append(" left");
    } else if (!come.isEmpty()) {
      head.append(' ').append(versions(come)).append(" is new");
    } else if (change.builtAgain()) {
      head.append(' ').append(versions(change.newer())).append(" was built again");
    } else if (!change.newer().isEmpty()) {
      head.append(' ').append(versions(change.newer()));
    }
    if (!change.kept().isEmpty()) {
      List<String> kept = new ArrayList<>();
      change.kept().forEach((version, since) -> kept.add(version + " since " + since));
      head.append(" (kept: ").append(Printable.of(String.join(", ", kept))).append(')');
    }
    if (!change.noLongerKept().isEmpty()) {
      head.append(" (no longer kept: ").append(versions(change.noLongerKept())).append(')');
    }
    return head.toString();
  }

  private static String versions(SortedSet<String> versions) {
    return Printable.of(String.join(", ", versions));
  }

  private static String paths(PathCounts paths, boolean asked) {
    List<String> parts = new ArrayList<>();
    add(parts, paths.added(), "added");
    add(parts, paths.removed(), "removed");
    add(parts, paths.changed(), "changed");
    if (parts.isEmpty()) {
      return ": the same digests";
    }
    String text = ": " + String.join(", ", parts);
    return asked
        ? "%s; hosts can measure %s"
            .formatted(text, paths.measured() == 0 ? "none" : paths.measured())
        : text;
  }

  private static void add(List<String> parts, long number, String what) {
    if (number > 0) {
      parts.add(Amounts.count(number, "path") + " " + what);
    }
  }
}
