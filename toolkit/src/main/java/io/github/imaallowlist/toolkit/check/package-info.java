/**
 * Holds a host's measurement list against an allowlist.
 *
 * <p>{@link io.github.imaallowlist.toolkit.check.Check} is the way through: a {@link
 * io.github.imaallowlist.toolkit.check.CheckRequest} says which list of which host, by which
 * allowlist, and what the host's TPM says of it ({@link
 * io.github.imaallowlist.toolkit.check.PcrEvidence}). Each entry gets a {@link
 * io.github.imaallowlist.toolkit.check.Verdict}; what is not accepted comes out as a {@link
 * io.github.imaallowlist.toolkit.check.Deviation}, all else as a {@link
 * io.github.imaallowlist.toolkit.check.CheckResult}.
 */
@NullMarked
package io.github.imaallowlist.toolkit.check;

import org.jspecify.annotations.NullMarked;
