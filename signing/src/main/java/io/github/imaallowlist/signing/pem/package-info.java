/**
 * Text around DER: {@link io.github.imaallowlist.signing.pem.PemFile} reads it within the limits of
 * {@link io.github.imaallowlist.signing.pem.PemContents}, {@link
 * io.github.imaallowlist.signing.pem.Pem} writes it, and {@link
 * io.github.imaallowlist.signing.pem.Der} reads what is inside.
 */
@NullMarked
package io.github.imaallowlist.signing.pem;

import org.jspecify.annotations.NullMarked;
