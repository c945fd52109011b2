/**
 * Quotes of a TPM 2.0: what it signed about the values of its PCRs.
 *
 * <p>Reading order: {@link io.github.imaallowlist.signing.tpm.Quote} is what was signed, {@link
 * io.github.imaallowlist.signing.tpm.AttestationKey} the key that vouches for it, {@link
 * io.github.imaallowlist.signing.tpm.QuoteSignature} the signature. {@link
 * io.github.imaallowlist.signing.tpm.PcrDigest} is what a quote should hold for given values. The
 * files are those that {@code tpm2_quote}, {@code tpm2_createak} and {@code tpm2_readpublic} write.
 *
 * <p>The forms are those of the TPM 2.0 Library, Part 2 (Structures); all numbers are big-endian.
 */
@NullMarked
package io.github.imaallowlist.signing.tpm;

import org.jspecify.annotations.NullMarked;
