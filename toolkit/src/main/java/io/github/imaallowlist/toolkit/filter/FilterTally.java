package io.github.imaallowlist.toolkit.filter;

import io.github.imaallowlist.allowlist.AllowlistCounts;
import io.github.imaallowlist.allowlist.AllowlistEntry;
import io.github.imaallowlist.allowlist.EntrySink;
import io.github.imaallowlist.allowlist.SortedAllowlist;
import io.github.imaallowlist.format.KeylimePolicyWriter;
import io.github.imaallowlist.format.PolicySettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * Hands on the entries of a list that stay, and counts these and those that are left out. For one
 * thread.
 *
 * <p>Groups are of the paths that packages list. Where such a path leads through a link to another
 * place, the file may get the label of that place ({@code restorecon} gives it), and is logged with
 * that path: so an entry of a left-out group is asked about once more, at its own path.
 */
public final class FilterTally {
  private final FilterDecision decision;
  private final SortedMap<LeftOutKind, long[]> leftOut = new TreeMap<>();
  private long keptPaths;
  private long keptBytes;
  private long addedPaths;
  private long addedDigests;

  FilterTally(FilterDecision decision) {
    this.decision = decision;
  }

  /**
   * Hands each entry that stays to the sink, in order.
   *
   * @return counts over these
   */
  public AllowlistCounts forEach(SortedAllowlist allowlist, EntrySink sink) throws IOException {
    AllowlistCounts counts =
        allowlist.forEach(
            entry -> keep(entry, sink), (entry, groups) -> judge(entry, groups, sink));
    return new AllowlistCounts(
        counts.paths() + addedPaths,
        counts.digests() + addedDigests,
        counts.spacesReplaced(),
        counts.throughLinks() + addedPaths,
        counts.linksFollowed(),
        counts.unresolved(),
        counts.linksIgnored());
  }

  private void keep(AllowlistEntry entry, EntrySink sink) throws IOException {
    keptPaths++;
    keptBytes += KeylimePolicyWriter.lengthOf(entry);
    sink.entry(entry);
  }

  private void judge(AllowlistEntry entry, SortedSet<Integer> groups, EntrySink sink)
      throws IOException {
    if (decision.isMeasuredAt(entry.path(), groups)) {
      addedPaths++;
      addedDigests += entry.digests().size();
      keep(entry, sink);
      return;
    }
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
