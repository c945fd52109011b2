package io.github.imaallowlist.cli.report;

import io.github.imaallowlist.toolkit.update.UpdateSummary;
import io.github.imaallowlist.toolkit.update.UpdateSummary.Revoked;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a list took over from the one before it, and what was revoked, in lines for people. */
public final class UpdateLines {
  private UpdateLines() {}

  /** None if nothing was asked for. */
  public static List<String> kept(UpdateSummary updates) {
    List<String> lines = new ArrayList<>();
    if (updates.kept() > 0) {
      String now =
          updates.removedNow() > 0
              ? ", %,d of them since the last run".formatted(updates.removedNow())
              : "";
      lines.add(
          "digests of %s that left the sources%s"
              .formatted(Amounts.count(updates.kept(), "package"), now));
    }
    if (updates.expired() > 0) {
      lines.add(
          "no longer: %s that left the sources"
              .formatted(Amounts.count(updates.expired(), "package")));
    }
    return lines;
  }

  /** One for each revoked package and digest that there was. */
  public static List<String> revoked(UpdateSummary updates) {
    return updates.revoked().stream()
        .filter(revoked -> !revoked.matchedNothing())
        .map(UpdateLines::line)
        .toList();
  }

  private static String line(Revoked revoked) {
    return "%s %s: %s"
        .formatted(
            revoked.kind(),
            Printable.of(revoked.name()),
            revoked.files() > 0
                ? Amounts.count(revoked.files(), "file")
                : "no file of the sources, and what an earlier list or the base had of it");
  }

  /** One for each that made no difference: it is outdated, or mistyped. */
  public static List<String> unmatched(UpdateSummary updates) {
    return updates.revoked().stream()
        .filter(Revoked::matchedNothing)
        .map(
            revoked ->
                "--revoke: nothing has the %s %s, neither the sources nor an earlier list or base"
                    .formatted(revoked.kind(), Printable.of(revoked.name())))
        .toList();
  }

  /** What revoking did not take out. */
  public static List<String> shared(UpdateSummary updates) {
    if (updates.shared() == 0) {
      return List.of();
    }
    String examples =
        updates.sharedPaths().stream()
            .map(path -> Printable.of(path.toString()))
            .collect(Collectors.joining(", "));
    return List.of(
        "%s of revoked packages stay, as other packages or the base have them too: %s"
            .formatted(Amounts.count(updates.shared(), "digest"), examples));
  }
}
