package io.github.imaallowlist.toolkit.generate;

import io.github.imaallowlist.allowlist.AllowlistCounts;
import io.github.imaallowlist.format.UnmatchablePaths;
import io.github.imaallowlist.toolkit.filter.FilterDecision;
import io.github.imaallowlist.toolkit.filter.FilterSummary;
import java.util.Optional;

/**
 * A list that was written to a spool.
 *
 * @param filter what was left out; absent if nothing was to be
 * @param unmatchable paths that the format's reader has trouble with
 * @param decision by which it was cut; has the IMA policy that it is for
 */
public record WrittenList(
    AllowlistCounts counts,
    Optional<FilterSummary> filter,
    UnmatchablePaths unmatchable,
    Optional<FilterDecision> decision) {}
