package io.github.imaallowlist.cli.report;

import io.github.imaallowlist.cli.console.Console;
import io.github.imaallowlist.cli.option.OutputOption;
import io.github.imaallowlist.cli.option.ReportOptions.Reports;
import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.toolkit.check.CheckResult;
import io.github.imaallowlist.toolkit.check.Deviation;
import io.github.imaallowlist.toolkit.output.Destination;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Writes all that was asked of a check. */
public final class CheckReports {
  private final Reports reports;
  private final Console console;
  private final FirstDeviations first = new FirstDeviations();
  private final Suggestions suggestions = new Suggestions();

  private CheckReports(Reports reports, Console console) {
    this.reports = reports;
    this.console = console;
  }

  /** Checks, and hands on what deviates. */
  @FunctionalInterface
  public interface Checking {
    CheckResult run(Deviation.Sink sink) throws AllowlistException;
  }

  /**
   * Runs a check and writes its reports.
   *
   * @param inputs files that no report may take the place of
   * @param quiet whether nobody wants a summary
   */
  public static CheckResult write(
      Checking checking, List<Path> inputs, Reports reports, boolean quiet, Console console)
      throws IOException, AllowlistException {
    return new CheckReports(reports, console).write(checking, inputs, quiet);
  }

  private CheckResult write(Checking checking, List<Path> inputs, boolean quiet)
      throws IOException, AllowlistException {
    for (Destination destination : destinations()) {
      destination.ensurePossible();
      destination.ensureNot(inputs);
    }
    CheckResult result;
    if (reports.json()) {
      result = CheckJson.write(sink -> checking.run(both(sink)), console.out());
    } else {
      result = checking.run(this::keep);
    }
    put(reports.junit(), out -> CheckJunit.write(result, first, out));
    put(reports.html(), out -> CheckHtml.write(result, first, out));
    put(reports.suggest(), out -> suggestions.write(result, out));
    if (!reports.json() && !quiet) {
      writeText(result);
    }
    return result;
  }

  private void writeText(CheckResult result) throws IOException {
    if (reports.files().contains(OutputOption.STANDARD_OUTPUT)) {
      CheckText.write(result, first, console.err(), console.terminal().columns());
    } else {
      CheckText.write(result, first, console.out(), console.outTerminal().columns());
    }
  }

  private Deviation.Sink both(Deviation.Sink json) {
    return deviation -> {
      json.deviation(deviation);
      keep(deviation);
    };
  }

  private void keep(Deviation deviation) {
    first.add(deviation);
    if (reports.suggest().isPresent()) {
      suggestions.add(deviation);
    }
  }

  private List<Destination> destinations() {
    return reports.files().stream().map(this::destination).toList();
  }

  private Destination destination(Path file) {
    return OutputOption.destination(file, console.out());
  }

  private void put(Optional<Path> file, Destination.Content content) throws IOException {
    if (file.isPresent()) {
      destination(file.get()).put(content);
    }
  }
}
