/**
 * What tells two lists apart. {@link io.github.imaallowlist.toolkit.diff.Diff} is the way through:
 * both lists go through one merge, of which each path comes out with the digests of either, as a
 * {@link io.github.imaallowlist.toolkit.diff.PathChange}; what is known only at the end is the
 * {@link io.github.imaallowlist.toolkit.diff.DiffResult}.
 */
@NullMarked
package io.github.imaallowlist.toolkit.diff;

import org.jspecify.annotations.NullMarked;
