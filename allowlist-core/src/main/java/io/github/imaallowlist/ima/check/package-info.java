/**
 * Which of the files that a host measured an allowlist has.
 *
 * <p>{@link io.github.imaallowlist.ima.check.AllowlistMatch} takes a list's entries as they are
 * read, and keeps for what was measured what the list says of it; the list itself is not kept.
 * {@link io.github.imaallowlist.ima.check.DigestSearch} finds where else a list has a digest, or a
 * path under another name. {@link io.github.imaallowlist.ima.check.GeneratedFiles} knows files that
 * each host makes for itself.
 */
@NullMarked
package io.github.imaallowlist.ima.check;

import org.jspecify.annotations.NullMarked;
