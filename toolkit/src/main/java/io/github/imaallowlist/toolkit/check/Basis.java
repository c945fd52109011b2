package io.github.imaallowlist.toolkit.check;

import java.util.Locale;

/** By what an entry is accepted. */
public enum Basis {
  /** The allowlist has its digest under its name. */
  DIGEST,
  /** It has an IMA signature by one of the allowlist's verification keys. */
  SIGNATURE,
  /** The allowlist has the digest of a buffer of that name. */
  BUFFER,
  /** The allowlist has the digest of a key for that keyring. */
  KEYRING,
  /** It is the digest over the PCRs that say what booted, whose values are proved. */
  BOOT;

  /** Such as {@code signature}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
