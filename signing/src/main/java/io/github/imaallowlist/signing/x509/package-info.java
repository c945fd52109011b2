/**
 * X.509 certificates (RFC 5280), and whether one leads to an anchor that the user named.
 *
 * <p>Reading order: {@link io.github.imaallowlist.signing.x509.CertificateFile} and {@code
 * RevocationFile} read files; {@link io.github.imaallowlist.signing.x509.CertificateTrust} judges a
 * certificate and gives a {@link io.github.imaallowlist.signing.x509.PathCheck}; beneath it {@code
 * PathBuilding} finds ways to an anchor, {@code PathRules} says what is wrong with one, with {@code
 * Usage} and {@code Strength} for single certificates and {@code Revocation} for lists.
 *
 * <p>Parsing and path validation are the JDK's; what it leaves to its callers, or to settings of
 * the machine, is checked here.
 */
@NullMarked
package io.github.imaallowlist.signing.x509;

import org.jspecify.annotations.NullMarked;
