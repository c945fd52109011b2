package io.github.imaallowlist.cli.report;

import io.github.imaallowlist.rpm.cache.CacheCounts;
import io.github.imaallowlist.toolkit.cache.CacheSummary;
import java.util.ArrayList;
import java.util.List;

/** What a run had of the cache, for people. */
public final class CacheLines {
  private CacheLines() {}

  /** What may be wrong with it. */
  static List<String> warnings(CacheSummary cache) {
    List<String> warnings = new ArrayList<>();
    cache.problem().ifPresent(problem -> warnings.add("no cache was used: " + problem));
    CacheCounts counts = cache.counts();
    if (counts.unusable() > 0) {
      warnings.add(
          "%s of the cache cannot be used: %s"
              .formatted(
                  counts.unusable() == 1
                      ? "an entry"
                      : "%,d entries, the first of them,".formatted(counts.unusable()),
                  counts.examples().get(0)));
    }
    counts
        .writeProblem()
        .ifPresent(
            problem ->
                warnings.add(
                    "the cache %s cannot be written: %s".formatted(cache.folder(), problem)));
    return warnings;
  }
}
