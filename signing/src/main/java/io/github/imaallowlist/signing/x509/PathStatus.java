package io.github.imaallowlist.signing.x509;

/** What came of judging a certificate. */
public enum PathStatus {
  /** It leads to an anchor, and may sign. */
  GOOD,
  /** No chain of the given certificates leads to an anchor. */
  NO_ANCHOR,
  /** It, or a certificate above it, was not valid yet. */
  NOT_YET_VALID,
  /** It, or a certificate above it, was no longer valid. */
  EXPIRED,
  /** A certificate above it is not a CA's, or not for so long a chain. */
  ISSUER_MAY_NOT_ISSUE,
  /** Its key usage, or extended key usage, is for something else than signing documents. */
  MAY_NOT_SIGN,
  /** A key or a signature in the chain is of an algorithm, or a length, that can be broken. */
  WEAK,
  /** A revocation list has it, or a certificate above it. */
  REVOKED,
  /** Revocation lists were given, and none of them speaks for it. */
  REVOCATION_UNKNOWN,
  /** The chain breaks another rule of RFC 5280, such as a name constraint. */
  INVALID
}
