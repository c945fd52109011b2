package io.github.imaallowlist.toolkit.generate;

import io.github.imaallowlist.allowlist.AllowlistCounts;
import io.github.imaallowlist.format.UnmatchablePaths;
import io.github.imaallowlist.toolkit.filter.FilterDecision;
import io.github.imaallowlist.toolkit.filter.FilterSummary;
import io.github.imaallowlist.toolkit.update.UpdateSummary;
import java.util.Optional;

/**
 * A list that was written to a spool.
 *
 * @param filter what was left out; absent if nothing was to be
 * @param unmatchable paths that the format's reader has trouble with
 * @param decision by which it was cut; has the IMA policy that it is for
 * @param life until when a run makes the same list
 * @param updates what was taken over from an earlier list, and what was revoked
 */
public record WrittenList(
    AllowlistCounts counts,
    Optional<FilterSummary> filter,
    UnmatchablePaths unmatchable,
    Optional<FilterDecision> decision,
    UpdateSummary updates,
    ListLife life) {}
