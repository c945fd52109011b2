package io.github.imaallowlist.openpgp;

/**
 * Why a key may not have made a signature.
 *
 * @param status never {@link SignatureStatus#GOOD}
 * @param reason for people; continues a sentence about the key
 */
record Objection(SignatureStatus status, String reason) {}
