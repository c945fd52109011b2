package io.github.imaallowlist.signing.x509;

import java.time.Duration;

/** How much a chain of certificates may ask for; each limit with its reason. */
final class X509Limits {
  private X509Limits() {}

  /** Certificates from the signer's to the anchor's; chains in use have up to four. */
  static final int PATH_LENGTH = 8;

  /**
   * Signatures of certificates that are looked at to find chains. With hundreds of CAs of one name,
   * all certifying one another, a search would not end.
   */
  static final int SIGNATURE_CHECKS = 256;

  /** Chains from one certificate that are judged; more than one is for renewed CAs. */
  static final int PATHS = 16;

  /** NIST SP 800-131A: shorter RSA keys are not to sign. */
  static final int RSA_BITS = 2048;

  /** Longer keys take more time than they are worth; the longest in use have 8192. */
  static final int MAX_RSA_BITS = 16 * 1024;

  /** Of the order of an elliptic curve. */
  static final int EC_BITS = 256;

  /** By how much clocks of machines may differ before a time is one in the future. */
  static final Duration CLOCK_SKEW = Duration.ofMinutes(5);
}
