/**
 * IMA signatures of the files in a package, as {@code rpmsign --signfiles} puts them there. They
 * stand in the signature header, which no other signature covers: what is taken from there is a
 * claim, until a certificate that the user gave says that it holds.
 *
 * <p>{@link io.github.imaallowlist.rpm.imasignature.FileSignaturesReader} reads them into {@link
 * io.github.imaallowlist.rpm.imasignature.FileSignatures}; {@link
 * io.github.imaallowlist.rpm.imasignature.FileSignatureCheck} holds them against the files' digests
 * with the keys of an {@link io.github.imaallowlist.rpm.imasignature.ImaKeyring}. An {@link
 * io.github.imaallowlist.rpm.imasignature.ImaKey} comes out of an {@link
 * io.github.imaallowlist.rpm.imasignature.ImaKeyFile}.
 */
@NullMarked
package io.github.imaallowlist.rpm.imasignature;

import org.jspecify.annotations.NullMarked;
