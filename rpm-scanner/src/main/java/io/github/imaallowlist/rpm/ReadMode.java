package io.github.imaallowlist.rpm;

import java.util.Locale;

/** How far a package is read, and so what its digests rest on. */
public enum ReadMode {
  /** Every file is taken out of the payload, digested, and held against the header. */
  PAYLOAD,
  /** The header's digests are taken as they are; the payload is not looked at. */
  HEADERS,
  /**
   * The digests in the repository's {@code filelists-ext.xml} are taken as they are; the packages
   * are not looked at.
   */
  METADATA;

  /**
   * Whether symbolic links are seen with their targets. Without these, a path below a folder that a
   * link leads to ({@code /bin}, where it is a link to {@code usr/bin}) is not known by the name
   * that the kernel logs.
   */
  public boolean seesLinkTargets() {
    return this != METADATA;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
