package io.github.imaallowlist.cli.report;

import io.github.imaallowlist.model.ImaKeyId;
import io.github.imaallowlist.rpm.imasignature.FileSignatureCounts;
import io.github.imaallowlist.rpm.imasignature.KeyIdCounts;
import io.github.imaallowlist.toolkit.generate.FileSignatureSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a summary for people says of IMA signatures: nothing, where nobody expects any. */
final class FileSignatureLines {
  /** More would hide the rest of the summary; {@code --json} has all. */
  private static final int KEYS = 5;

  private FileSignatureLines() {}

  static List<String> of(FileSignatureSummary summary) {
    FileSignatureCounts counts = summary.counts();
    if (counts.files() == 0) {
      return summary.verified()
          ? List.of("no file carries a signature for --ima-cert to verify")
          : List.of();
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s an IMA signature%s"
            .formatted(
                counts.files() == 1
                    ? "1 file carries"
                    : "%,d files carry".formatted(counts.files()),
                summary.verified() ? "" : ", not verified (--ima-cert verifies)"));
    addKeys(lines, counts.good(), "verified, by key %s");
    addKeys(
        lines,
        counts.unknownKey(),
        summary.verified() ? "by key %s, which no --ima-cert has" : "by key %s");
    add(lines, counts.weak(), "verified, but over MD5 or SHA-1, which proves little");
    add(lines, counts.notVerifiable(), "not verifiable: of another form, or the digest is missing");
    return lines;
  }

  private static void addKeys(List<String> lines, KeyIdCounts counts, String text) {
    long rest = counts.total();
    int shown = 0;
    for (Map.Entry<ImaKeyId, Long> key : counts.byKey().entrySet()) {
      if (shown++ < KEYS) {
        add(lines, key.getValue(), text.formatted(key.getKey()));
        rest -= key.getValue();
      }
    }
    add(lines, rest, text.formatted("ids that --json has"));
  }

  private static void add(List<String> lines, long files, String text) {
    if (files > 0) {
      lines.add("%,d %s".formatted(files, text));
    }
  }
}
