/**
 * Detached CMS signatures (RFC 5652), as {@code openssl cms} makes and verifies them.
 *
 * <p>Reading order: {@link io.github.imaallowlist.signing.cms.CmsSigner} writes one with a {@link
 * io.github.imaallowlist.signing.cms.SignerCertificates}; {@link
 * io.github.imaallowlist.signing.cms.CmsVerifier} judges one by {@link
 * io.github.imaallowlist.signing.cms.CmsTrust} and gives a {@link
 * io.github.imaallowlist.signing.cms.CmsVerification}; beneath it {@code CmsFile} reads the
 * structure, {@code SignerJudgement} looks at one signer, {@code SignedAttributes} at what it
 * signed besides the content, and {@code SignatureScheme} has the arithmetic.
 *
 * <p>The structures are Bouncy Castle's. The content is streamed, never held.
 */
@NullMarked
package io.github.imaallowlist.signing.cms;

import org.jspecify.annotations.NullMarked;
