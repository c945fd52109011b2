package io.github.imaallowlist.cli.report;

import io.github.imaallowlist.toolkit.check.Deviation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The first deviations of a check, which a report names one by one; the others it counts. */
final class FirstDeviations {
  /** What a browser still shows without delay. */
  static final int MAX = 5000;

  private final List<Deviation> first = new ArrayList<>();
  private long all;

  void add(Deviation deviation) {
    all++;
    if (first.size() < MAX) {
      first.add(deviation);
    }
  }

  List<Deviation> list() {
    return Collections.unmodifiableList(first);
  }

  /** How many there are besides. */
  long others() {
    return all - first.size();
  }
}
