package io.github.imaallowlist.rpm;

import java.util.Locale;

/** How far a package is read, and so what its digests rest on. */
public enum ReadMode {
  /** Every file is taken out of the payload, digested, and held against the header. */
  PAYLOAD,
  /** The header's digests are taken as they are; the payload is not looked at. */
  HEADERS;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
