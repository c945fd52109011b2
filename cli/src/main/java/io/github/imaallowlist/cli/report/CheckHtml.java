package io.github.imaallowlist.cli.report;

import io.github.imaallowlist.toolkit.check.CheckResult;
import java.io.OutputStream;

final class CheckHtml {
  static void write(CheckResult result, FirstDeviations first, OutputStream out) {}
}
