/**
 * Public keys as numbers, and whether a signature is theirs; nothing here knows about time or
 * trust.
 *
 * <p>{@link io.github.imaallowlist.openpgp.key.KeyAlgorithm} names what there is, {@link
 * io.github.imaallowlist.openpgp.key.KeyMaterial} has one key's numbers, and {@link
 * io.github.imaallowlist.openpgp.key.RawSignature} the arithmetic.
 */
@NullMarked
package io.github.imaallowlist.openpgp.key;

import org.jspecify.annotations.NullMarked;
