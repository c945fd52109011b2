package io.github.imaallowlist.cli.report;

import io.github.imaallowlist.allowlist.LoggedPath;
import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.toolkit.check.CheckResult;
import io.github.imaallowlist.toolkit.check.CheckResult.LabelCount;
import io.github.imaallowlist.toolkit.check.CheckResult.PackageCount;
import io.github.imaallowlist.toolkit.check.CheckResult.Part;
import io.github.imaallowlist.toolkit.check.Clue;
import io.github.imaallowlist.toolkit.check.Deviation;
import io.github.imaallowlist.toolkit.check.Verdict;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a check came to, as one page for a browser: no script, nothing from elsewhere, and a policy
 * in its head that forbids both, for names in it are chosen by the host.
 */
final class CheckHtml {
  private static final int HEIGHT = 160;
  private static final int WIDTH = 960;
  private static final int MAX_ROWS = 1000;

  /** None of these depends on colour alone: each verdict is named beside its number. */
  private static final Map<Verdict, String> COLOURS =
      Map.of(
          Verdict.ACCEPTED, "#2e7d4f",
          Verdict.EXCLUDED, "#8a8f98",
          Verdict.NOT_JUDGED, "#c3c7cd",
          Verdict.WRONG_DIGEST, "#c62828",
          Verdict.UNKNOWN_PATH, "#e07b00",
          Verdict.VIOLATION, "#6a3fa0",
          Verdict.NOT_COVERED, "#1565c0");

  private final PrintStream out;
  private final CheckResult result;

  private CheckHtml(PrintStream out, CheckResult result) {
    this.out = out;
    this.result = result;
  }

  /**
   * @param out not closed
   */
  static void write(CheckResult result, FirstDeviations first, OutputStream out) {
    PrintStream lines = new PrintStream(out, false, StandardCharsets.UTF_8);
    new CheckHtml(lines, result).write(first);
    lines.flush();
  }

  private void write(FirstDeviations first) {
    head();
    summary();
    timeline();
    deviations(first);
    table("Packages", "package", result.packages(), CheckHtml::name, PackageCount::counts);
    if (!result.labels().isEmpty()) {
      table(
          "Labels",
          "SELinux type",
          result.labels(),
          one -> one.type().isEmpty() ? "no label" : one.type(),
          LabelCount::counts);
    }
    out.println("</main></body></html>");
  }

  private void head() {
    out.println("<!DOCTYPE html>");
    out.println("<html lang=\"en\"><head><meta charset=\"utf-8\">");
    out.println(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';"
            + " style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">");
    out.println("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
    out.println("<meta name=\"referrer\" content=\"no-referrer\">");
    out.printf("<title>Check of %s</title>%n<style>%n", text(result.log()));
    out.println("body{font:15px/1.45 system-ui,sans-serif;color:#1c1f23;margin:0;background:#fff}");
    out.println("main{max-width:1000px;margin:0 auto;padding:24px 20px 60px}");
    out.println("h1{font-size:22px;margin:0 0 4px}h2{font-size:17px;margin:32px 0 8px}");
    out.println("table{border-collapse:collapse;width:100%}");
    out.println("th,td{text-align:left;padding:5px 10px 5px 0;border-bottom:1px solid #e3e5e8;");
    out.println("vertical-align:top;overflow-wrap:anywhere}");
    out.println("th{font-weight:600;white-space:nowrap}");
    out.println(".n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}");
    out.println("code{font:13px/1.4 ui-monospace,monospace}.dim{color:#5c636b}");
    out.println(".key{display:inline-block;width:11px;height:11px;margin-right:6px}");
    out.println(".v{white-space:nowrap;font-weight:600}svg{max-width:100%;height:auto}");
    out.println("ul{margin:4px 0;padding-left:18px}");
    for (Verdict verdict : Verdict.values()) {
      String colour = COLOURS.get(verdict);
      out.printf(".%s{background:%s;fill:%s}%n", styleOf(verdict), colour, colour);
    }
    out.println("</style></head><body><main>");
  }

  private static String styleOf(Verdict verdict) {
    return verdict.toString().replace(' ', '-');
  }

  private void summary() {
    long judged = result.span().last() - result.span().first() + 1;
    out.printf(
        "<h1>%s</h1>%n",
        result.deviations() == 0
            ? "Every judged entry passes"
            : String.format(
                Locale.ROOT, "%,d of %,d judged entries deviate", result.deviations(), judged));
    out.printf(
        Locale.ROOT,
        "<p class=\"dim\">%s, entries %,d to %,d of %,d, by %s</p>%n<table>%n",
        text(result.log()),
        result.span().first(),
        result.span().last(),
        result.span().log(),
        text(result.allowlist()));
    for (Verdict verdict : Verdict.values()) {
      out.printf(
          Locale.ROOT,
          "<tr><th><span class=\"key %s\"></span>%s</th><td class=\"n\">%,d</td></tr>%n",
          styleOf(verdict),
          verdict,
          result.count(verdict));
    }
    out.println("</table>");
    list("Proof", result.proof());
    list("Notes", result.notes());
  }

  private void list(String title, List<String> sentences) {
    if (sentences.isEmpty()) {
      return;
    }
    out.printf("<h2>%s</h2><ul>%n", title);
    sentences.forEach(sentence -> out.printf("<li>%s</li>%n", text(sentence)));
    out.println("</ul>");
  }

  /** Bars from the log's begin to its end; of each its entries by verdict, by their share. */
  private void timeline() {
    List<Part> parts = result.timeline();
    if (parts.isEmpty()) {
      return;
    }
    out.println("<h2>Over the boot</h2>");
    out.printf(
        Locale.ROOT,
        "<p class=\"dim\">Parts of the log in its order, from entry %,d to %,d; the share of each"
            + " verdict in a part. One that is not 0 is at least a line high.</p>%n",
        result.span().first(),
        result.span().last());
    out.printf("<svg viewBox=\"0 0 %d %d\" role=\"img\">%n", WIDTH, HEIGHT);
    double width = (double) WIDTH / parts.size();
    for (int i = 0; i < parts.size(); i++) {
      bar(parts.get(i), i * width, width);
    }
    out.println("</svg>");
  }

  private void bar(Part part, double x, double width) {
    double all = part.counts().values().stream().mapToLong(Long::longValue).sum();
    double bottom = HEIGHT;
    Verdict[] verdicts = Verdict.values();
    // Deviations stand below, where their first line is seen.
    for (int i = verdicts.length - 1; i >= 0; i--) {
      long count = part.counts().getOrDefault(verdicts[i], 0L);
      if (count > 0) {
        double height = Math.min(bottom, Math.max(3, count / all * HEIGHT));
        bottom -= height;
        out.printf(
            Locale.ROOT,
            "<rect class=\"%s\" x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\">"
                + "<title>entries %,d to %,d: %,d %s</title></rect>%n",
            styleOf(verdicts[i]),
            x,
            bottom,
            Math.max(width - 1, 1),
            height,
            part.first(),
            part.last(),
            count,
            verdicts[i]);
      }
    }
  }

  private void deviations(FirstDeviations first) {
    if (first.list().isEmpty()) {
      return;
    }
    out.println("<h2>Deviations</h2><table>");
    out.println("<tr><th class=\"n\">entry</th><th>verdict</th><th>what and why</th></tr>");
    for (Deviation deviation : first.list()) {
      out.printf(
          Locale.ROOT,
          "<tr><td class=\"n\">%,d</td><td class=\"v\"><span class=\"key %s\"></span>%s</td><td>",
          deviation.number(),
          styleOf(deviation.verdict()),
          deviation.verdict());
      out.printf(
          "<code>%s</code>",
          text(deviation.name().map(LoggedPath::toString).orElse("without a name")));
      deviation
          .digest()
          .map(FileDigest::toString)
          .ifPresent(digest -> out.printf("<br><code class=\"dim\">%s</code>", text(digest)));
      about(deviation);
      out.println("</td></tr>");
    }
    out.println("</table>");
    if (first.others() > 0) {
      out.printf(Locale.ROOT, "<p>and %,d more, which --json names</p>%n", first.others());
    }
  }

  private void about(Deviation deviation) {
    deviation.label().ifPresent(type -> out.printf("<br>label %s", text(type)));
    if (!deviation.packages().isEmpty()) {
      out.printf("<br>of %s", text(String.join(", ", deviation.packages())));
    }
    for (Clue clue : deviation.clues()) {
      out.printf("<br>%s", text(clue.text()));
    }
    out.printf("<br><b>%s</b>", text(deviation.remedy()));
  }

  private static String name(PackageCount one) {
    return (one.name().isEmpty() ? "no package that is known" : one.name())
        + one.removed().map(removed -> " (left the sources at " + removed + ")").orElse("");
  }

  private <T> void table(
      String title,
      String head,
      List<T> rows,
      Function<T, String> name,
      Function<T, Map<Verdict, Long>> counts) {
    List<Verdict> shown = result.counts().keySet().stream().sorted().collect(Collectors.toList());
    out.printf("<h2>%s</h2><table><tr><th>%s</th>", title, head);
    shown.forEach(verdict -> out.printf("<th class=\"n\">%s</th>", verdict));
    out.println("</tr>");
    rows.stream()
        .sorted(
            Comparator.comparingLong((T one) -> deviations(counts.apply(one)))
                .reversed()
                .thenComparing(name))
        .limit(MAX_ROWS)
        .forEach(
            one -> {
              out.printf("<tr><td>%s</td>", text(name.apply(one)));
              shown.forEach(
                  verdict ->
                      out.printf(
                          Locale.ROOT,
                          "<td class=\"n\">%,d</td>",
                          counts.apply(one).getOrDefault(verdict, 0L)));
              out.println("</tr>");
            });
    out.println("</table>");
    if (rows.size() > MAX_ROWS) {
      out.printf(Locale.ROOT, "<p>and %,d more, which --json names</p>%n", rows.size() - MAX_ROWS);
    }
  }

  private static long deviations(Map<Verdict, Long> counts) {
    return counts.entrySet().stream()
        .filter(count -> count.getKey().isDeviation())
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** Text from outside: no control characters, and nothing that HTML takes for its own. */
  private static String text(String text) {
    return Printable.of(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
