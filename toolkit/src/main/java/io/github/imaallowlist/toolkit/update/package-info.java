/**
 * What a list takes over from the one before it, and what it must not have.
 *
 * <p>Read {@link io.github.imaallowlist.toolkit.update.UpdateRequest}, then {@link
 * io.github.imaallowlist.toolkit.update.Updates} for the way through: {@link
 * io.github.imaallowlist.toolkit.update.Revocation} takes packages and digests out, {@code
 * Retirement} decides which packages of the earlier list are kept, and {@code PreviousEntries}
 * merges their digests in.
 */
@NullMarked
package io.github.imaallowlist.toolkit.update;

import org.jspecify.annotations.NullMarked;
