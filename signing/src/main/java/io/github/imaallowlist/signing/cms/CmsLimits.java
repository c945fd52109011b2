package io.github.imaallowlist.signing.cms;

/** How much a CMS signature may ask for; each limit with its reason. */
final class CmsLimits {
  private CmsLimits() {}

  /** Certificates in one signature: chains of a few signers. */
  static final int CERTIFICATES = 64;

  /** Signers of one signature; the content may be read once for each. */
  static final int SIGNERS = 16;

  /** Signed attributes of one signer; ours have five. */
  static final int ATTRIBUTES = 64;
}
