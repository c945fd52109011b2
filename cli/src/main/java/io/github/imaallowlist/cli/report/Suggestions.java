package io.github.imaallowlist.cli.report;

import io.github.imaallowlist.toolkit.check.CheckResult;
import io.github.imaallowlist.toolkit.check.Deviation;
import java.io.OutputStream;

final class Suggestions {
  void add(Deviation deviation) {}

  void write(CheckResult result, OutputStream out) {}
}
