package io.github.imaallowlist.rpm.signature;

/** Which of a package's signatures are read. */
public enum SignatureSelection {
  /** None: they are not even looked at. */
  NONE,
  /**
   * Those over the header; those over header and payload only if there is no other that could prove
   * anything, as they cost the reading of the whole file.
   */
  HEADER_FIRST,
  /** All. */
  ALL,
  /**
   * All, or none if one cannot be read: for who keeps them, and has no key that could verify one.
   */
  ALL_IF_SOUND
}
