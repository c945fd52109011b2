package io.github.imaallowlist.signing.cms;

/** How a CMS signature is written. */
public enum CmsForm {
  /** Text, with the label {@code CMS} (RFC 7468, section 9). */
  PEM,
  /** The bytes themselves. */
  DER
}
