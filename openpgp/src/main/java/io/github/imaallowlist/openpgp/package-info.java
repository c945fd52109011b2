/**
 * OpenPGP keys that somebody pins, and signatures over data that they must have made.
 *
 * <p>{@link io.github.imaallowlist.openpgp.DataSignature} is read where the data is, and makes a
 * {@link io.github.imaallowlist.openpgp.SignedDigest} of it; a {@link
 * io.github.imaallowlist.openpgp.Keyring} judges that, and says with a {@link
 * io.github.imaallowlist.openpgp.SignatureCheck} what came out. {@link
 * io.github.imaallowlist.openpgp.DetachedSignatures} does both for a file.
 *
 * <p>Inside, a keyring is read by {@code CertificateParser}, verified once by {@code
 * CertificateVerification}, and asked by {@code SignatureVerification}; {@code CertifiedKey} says
 * what a key may do at a time. {@link io.github.imaallowlist.openpgp.KeyListing} shows it to
 * people.
 */
@NullMarked
package io.github.imaallowlist.openpgp;

import org.jspecify.annotations.NullMarked;
