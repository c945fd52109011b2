package io.github.imaallowlist.cli.report;

import io.github.imaallowlist.toolkit.generate.Reasons;
import io.github.imaallowlist.toolkit.scan.ScanResult;
import java.io.PrintStream;

/** What was scanned, for people. */
public final class ScanText {
  private ScanText() {}

  public static void print(ScanResult result, PrintStream err) {
    line(
        err,
        "Scanned",
        "%s, %s; %s with %s, %s new"
            .formatted(
                Amounts.count(result.made() + result.there(), "package"),
                Amounts.bytes(result.bytesRead()),
                result.made() + result.there() == 1 ? "an entry" : "entries",
                Amounts.count(result.files(), "file"),
                "%,d".formatted(result.made())));
    result
        .deselected()
        .forEach(
            (reason, packages) ->
                line(
                    err,
                    "Left out",
                    Amounts.count(packages, "package") + ": " + Reasons.inWords(reason)));
    CacheLines.warnings(result.cache())
        .forEach(warning -> line(err, "Warning", Printable.of(warning)));
    line(err, "Cache", Printable.of(result.cache().folder()));
  }

  private static void line(PrintStream err, String label, String text) {
    err.printf("%-9s %s%n", label, text);
  }
}
