/**
 * The forms in which an allowlist is written and read.
 *
 * <p>Read {@link io.github.imaallowlist.format.AllowlistFormat} and {@link
 * io.github.imaallowlist.format.AllowlistWriter} first; then the Keylime runtime policy: {@link
 * io.github.imaallowlist.format.PolicySettings} for its small members, {@link
 * io.github.imaallowlist.format.KeylimePolicyWriter}, {@link
 * io.github.imaallowlist.format.KeylimePolicyReader} and {@link
 * io.github.imaallowlist.format.ExcludePattern}; {@link io.github.imaallowlist.format.Provenance}
 * is what the program adds to it, and {@link io.github.imaallowlist.format.Edition} what tells a
 * list from an older one.
 */
@NullMarked
package io.github.imaallowlist.format;

import org.jspecify.annotations.NullMarked;
