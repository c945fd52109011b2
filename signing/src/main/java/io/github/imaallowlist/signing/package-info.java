/**
 * Keys, and signing and verifying what the program writes.
 *
 * <p>Reading order:
 *
 * <ol>
 *   <li>Private keys: {@link io.github.imaallowlist.signing.KeyLocation} says where one is, {@link
 *       io.github.imaallowlist.signing.SigningKey} is one, of which {@link
 *       io.github.imaallowlist.signing.EcSigningKey} and {@link
 *       io.github.imaallowlist.signing.RsaSigningKey} are the kinds; beneath them {@code
 *       PrivateKeyReader}, {@code Pbes2} and {@code LegacyPemEncryption} for PEM, {@code
 *       Pkcs12File}, {@code TokenKey}, and {@code KeyKind} for what is refused. {@link
 *       io.github.imaallowlist.signing.KeyPairGeneration} makes new ones.
 *   <li>Envelopes: {@link io.github.imaallowlist.signing.VerificationKey}, {@link
 *       io.github.imaallowlist.signing.PayloadType} and {@code PreAuthEncoding}, {@link
 *       io.github.imaallowlist.signing.DsseWriter}, {@link
 *       io.github.imaallowlist.signing.EnvelopeTrust} and {@link
 *       io.github.imaallowlist.signing.DsseVerifier}; beneath it {@code DsseEnvelopeReader} for all
 *       but the payload, {@code EnvelopePayload} for that, and {@code CertifiedSigners} for signers
 *       with a certificate.
 *   <li>{@code SigningLimits}: what a file may ask for.
 * </ol>
 *
 * <p>Beneath are the packages {@code pem}, {@code x509} and {@code pkcs11}; {@code cms} is beside
 * the envelopes, and builds on the keys.
 *
 * <p>Of PEM keys and envelopes the cryptography is Bouncy Castle's lightweight API; of
 * certificates, PKCS#12, tokens and CMS it is the JDK's. No provider is registered, so that none
 * costs time to start or changes what other code of the process gets.
 */
@NullMarked
package io.github.imaallowlist.signing;

import org.jspecify.annotations.NullMarked;
