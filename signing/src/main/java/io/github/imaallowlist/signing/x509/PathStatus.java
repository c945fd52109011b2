package io.github.imaallowlist.signing.x509;

/** What came of judging a certificate. */
public enum PathStatus {
  /** It leads to an anchor, and may sign. */
  GOOD(""),
  /** No chain of the given certificates leads to an anchor. */
  NO_ANCHOR(
      "Give with --ca the CA of whoever may sign, from a place that you trust, and CAs in between"
          + " with --intermediate; what the file brings along proves nothing."),
  /** It, or a certificate above it, was not valid yet. */
  NOT_YET_VALID("Look at this machine's clock; if it is right, have it signed again."),
  /** It, or a certificate above it, was no longer valid. */
  EXPIRED("Have it signed again by a certificate that is valid."),
  /** A certificate above it is not a CA's, or not for so long a chain. */
  ISSUER_MAY_NOT_ISSUE("Do not trust it: whoever issued the certificate was not allowed to."),
  /** Its key usage, or extended key usage, is for something else than signing documents. */
  MAY_NOT_SIGN(
      "Have it signed by a certificate for that: key usage digitalSignature, and as extended key"
          + " usage, if any, codeSigning, emailProtection or documentSigning."),
  /** A key or a signature in the chain is of an algorithm, or a length, that can be broken. */
  WEAK("Have it signed by a certificate with SHA-256 or stronger, and RSA of 2048 bits or EC."),
  /** A revocation list has it, or a certificate above it. */
  REVOKED("Do not trust it; have it signed again by a certificate that is not revoked."),
  /** Revocation lists were given, and none of them speaks for it. */
  REVOCATION_UNKNOWN(
      "Give with --crl a current list of each CA in the chain; it must be a whole one, by a CA whose"
          + " key usage has cRLSign."),
  /** The chain breaks another rule of RFC 5280, such as a name constraint. */
  INVALID("Do not trust it: the certificate is not one that its CA could issue.");

  private final String remedy;

  PathStatus(String remedy) {
    this.remedy = remedy;
  }

  /** What to do about it; empty for {@link #GOOD}. */
  public String remedy() {
    return remedy;
  }
}
