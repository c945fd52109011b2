package io.github.imaallowlist.toolkit.policy;

import java.io.IOException;
import java.io.OutputStream;

/** Gives a report of an analysis its form. */
@FunctionalInterface
public interface ReportWriter {
  /**
   * Writes all of it.
   *
   * @param out not to be closed
   */
  void write(AnalysisReport report, OutputStream out) throws IOException;
}
