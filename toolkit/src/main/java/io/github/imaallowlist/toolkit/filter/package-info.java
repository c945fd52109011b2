/**
 * Cuts an allowlist to what hosts measure. {@link
 * io.github.imaallowlist.toolkit.filter.FilterRequest} is what is asked for; {@link
 * io.github.imaallowlist.toolkit.filter.ListFilter} labels files while packages are read, and
 * decides when all were; {@link io.github.imaallowlist.toolkit.filter.FilterTally} counts what was
 * left out, for the {@link io.github.imaallowlist.toolkit.filter.FilterSummary}.
 */
@NullMarked
package io.github.imaallowlist.toolkit.filter;

import org.jspecify.annotations.NullMarked;
