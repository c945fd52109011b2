/**
 * Keys, and signing and verifying what the program writes.
 *
 * <p>Reading order:
 *
 * <ol>
 *   <li>Keys: {@link io.github.imaallowlist.signing.EllipticCurve}, {@link
 *       io.github.imaallowlist.signing.VerificationKey}, {@link
 *       io.github.imaallowlist.signing.SigningKey}, {@link
 *       io.github.imaallowlist.signing.KeyPairGeneration}; beneath them {@code PemFile}, {@code
 *       PrivateKeyReader}, {@code Pbes2} and {@code LegacyPemEncryption}, and {@code KeyKind} for
 *       what is refused.
 *   <li>Envelopes: {@link io.github.imaallowlist.signing.PayloadType} and {@code PreAuthEncoding},
 *       {@link io.github.imaallowlist.signing.DsseWriter}, {@link
 *       io.github.imaallowlist.signing.DsseVerifier}; beneath it {@code DsseEnvelopeReader} for all
 *       but the payload, and {@code EnvelopePayload} for that.
 *   <li>{@code SigningLimits}: what a file may ask for.
 * </ol>
 *
 * <p>Cryptography is Bouncy Castle's lightweight API: no provider is registered, so none costs time
 * to start or changes what other code of the process gets.
 */
@NullMarked
package io.github.imaallowlist.signing;

import org.jspecify.annotations.NullMarked;
