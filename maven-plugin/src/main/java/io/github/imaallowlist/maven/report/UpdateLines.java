package io.github.imaallowlist.maven.report;

import io.github.imaallowlist.toolkit.update.UpdateSummary;
import java.util.ArrayList;
import java.util.List;

/** What was taken over from an earlier list, and what was revoked. */
final class UpdateLines {
  private UpdateLines() {}

  static List<String> of(UpdateSummary updates) {
    List<String> lines = new ArrayList<>();
    if (updates.kept() > 0) {
      lines.add("Kept digests of " + Amounts.count(updates.kept(), "package") + " that left");
    }
    if (updates.expired() > 0) {
      lines.add("No longer kept: " + Amounts.count(updates.expired(), "package") + " that left");
    }
    updates
        .revoked()
        .forEach(
            revoked ->
                lines.add(
                    "Revoked "
                        + revoked.kind()
                        + " "
                        + Printable.of(revoked.name())
                        + ": "
                        + (revoked.matchedNothing()
                            ? "nothing has it, neither the sources nor an earlier list or base"
                            : Amounts.count(revoked.files(), "file"))));
    if (updates.shared() > 0) {
      lines.add(
          Amounts.count(updates.shared(), "digest")
              + " of revoked packages stay, as other packages or the base have them too");
    }
    return lines;
  }
}
