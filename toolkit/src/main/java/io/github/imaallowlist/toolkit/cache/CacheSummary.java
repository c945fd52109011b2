package io.github.imaallowlist.toolkit.cache;

import io.github.imaallowlist.rpm.cache.CacheCounts;
import java.util.Optional;

/**
 * What a run had of the cache.
 *
 * @param folder as the user gave it
 * @param counts what was found and made
 * @param problem why it was not used at all, if so; one line
 */
public record CacheSummary(String folder, CacheCounts counts, Optional<String> problem) {}
