/**
 * A package's OpenPGP signatures, each with the digest that it must be over.
 *
 * <p>{@link io.github.imaallowlist.rpm.signature.SignatureReader} takes them out of the signature
 * header, digests what they cover while the package is read, and gives a list of {@link
 * io.github.imaallowlist.rpm.signature.PackageSignature}; {@link
 * io.github.imaallowlist.rpm.signature.SignatureSelection} says which of them. No key is needed for
 * that, and nothing is verified: a package is read once, and judged whenever keys are known.
 *
 * <p>The format's truth is RPM's {@code lib/rpmvs.cc}, table {@code rpmvfyitems}.
 */
@NullMarked
package io.github.imaallowlist.rpm.signature;

import org.jspecify.annotations.NullMarked;
