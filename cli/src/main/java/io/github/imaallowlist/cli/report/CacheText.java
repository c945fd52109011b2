package io.github.imaallowlist.cli.report;

import io.github.imaallowlist.toolkit.cache.CountCache;
import io.github.imaallowlist.toolkit.cache.PruneCache;
import io.github.imaallowlist.toolkit.cache.VerifyCache;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** What the commands on the cache found and did, for people. */
public final class CacheText {
  private final PrintStream out;

  private CacheText(OutputStream out) {
    this.out = new PrintStream(out, false, StandardCharsets.UTF_8);
  }

  public static void print(CountCache.Result result, OutputStream out) {
    CacheText text = new CacheText(out);
    text.line("Cache", Printable.of(result.folder().toString()));
    text.line("Entries", "%,d, %s".formatted(result.entries(), Amounts.bytes(result.bytes())));
    result
        .leastUsed()
        .map(time -> time.truncatedTo(ChronoUnit.SECONDS))
        .ifPresent(time -> text.line("Oldest", "last used " + time));
    if (result.unfinished() > 0) {
      text.line(
          "Aside",
          "%s, %s: being written, or left by a run that was killed"
              .formatted(
                  Amounts.count(result.unfinished(), "file"),
                  Amounts.bytes(result.unfinishedBytes())));
    }
    text.out.flush();
  }

  public static void print(VerifyCache.Result result, OutputStream out) {
    CacheText text = new CacheText(out);
    text.line(
        "Whole", "%,d, with %s".formatted(result.whole(), Amounts.count(result.files(), "file")));
    if (result.otherVersions() > 0) {
      text.line("Unused", "%,d made by another version".formatted(result.otherVersions()));
    }
    if (!result.damaged().isEmpty()) {
      text.line(
          "Damaged",
          "%,d%s"
              .formatted(
                  result.damaged().size(), result.deleted() ? ", now deleted" : " (--delete)"));
      text.print(result.damaged());
    }
    if (!result.unreadable().isEmpty()) {
      text.line("Unread", "%,d, which may be whole".formatted(result.unreadable().size()));
      text.print(result.unreadable());
    }
    text.out.flush();
  }

  private void print(List<VerifyCache.Unusable> entries) {
    for (VerifyCache.Unusable one : entries) {
      String file = one.file().toString();
      String named = file + ": ";
      String problem =
          one.problem().startsWith(named) ? one.problem().substring(named.length()) : one.problem();
      out.println("  " + Printable.of(file));
      out.println("    " + Printable.of(problem));
    }
  }

  public static void print(PruneCache.Result result, OutputStream out) {
    CacheText text = new CacheText(out);
    text.line(
        "Deleted", "%,d, %s".formatted(result.removed(), Amounts.bytes(result.removedBytes())));
    if (result.cleared() > 0) {
      text.line(
          "", Amounts.count(result.cleared(), "file") + " that killed runs left half written");
    }
    text.line("Left", "%,d, %s".formatted(result.kept(), Amounts.bytes(result.keptBytes())));
    for (String problem : result.problems()) {
      text.line("Problem", Printable.of(problem));
    }
    text.out.flush();
  }

  private void line(String label, String text) {
    out.printf("%-9s %s%n", label, text);
  }
}
