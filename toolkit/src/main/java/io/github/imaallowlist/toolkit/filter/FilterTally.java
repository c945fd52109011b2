package io.github.imaallowlist.toolkit.filter;

import io.github.imaallowlist.allowlist.AllowlistEntry;
import io.github.imaallowlist.allowlist.EntrySink;
import io.github.imaallowlist.allowlist.LeftOutSink;
import io.github.imaallowlist.format.KeylimePolicyWriter;
import io.github.imaallowlist.format.PolicySettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** Counts the entries of a list, those that stay and those that are left out. For one thread. */
public final class FilterTally implements LeftOutSink {
  private final FilterDecision decision;
  private final SortedMap<LeftOutKind, long[]> leftOut = new TreeMap<>();
  private long keptPaths;
  private long keptBytes;

  FilterTally(FilterDecision decision) {
    this.decision = decision;
  }

  /** Counts what goes on to the sink. */
  public EntrySink counting(EntrySink sink) {
    return entry -> {
      keptPaths++;
      keptBytes += KeylimePolicyWriter.lengthOf(entry);
      sink.entry(entry);
    };
  }

  @Override
  public void leftOut(AllowlistEntry entry, SortedSet<Integer> groups) {
    // Groups have the numbers that they got by chance; what is reported must not depend on that.
    LeftOutKind kind = Collections.min(groups.stream().map(decision::kindOf).toList());
    long[] counts = leftOut.computeIfAbsent(kind, added -> new long[2]);
    counts[0]++;
    counts[1] += KeylimePolicyWriter.lengthOf(entry);
  }

  /**
   * What was counted.
   *
   * @param settings of the list
   */
  public FilterSummary summary(PolicySettings settings) {
    List<LeftOutFiles> files = new ArrayList<>();
    leftOut.forEach(
        (kind, counts) ->
            files.add(new LeftOutFiles(kind.type(), kind.reason(), counts[0], counts[1])));
    Collections.sort(files);
    return decision.summary(settings, keptPaths, keptBytes, files);
  }
}
