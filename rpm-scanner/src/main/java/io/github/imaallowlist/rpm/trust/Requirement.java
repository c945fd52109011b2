package io.github.imaallowlist.rpm.trust;

import java.util.Locale;

/** What must be signed by a pinned key for a package to be taken. */
public enum Requirement {
  /** The package itself, or the metadata that has its checksum. */
  EITHER,
  /** The package itself. */
  PACKAGES,
  /** The metadata that has its checksum. */
  METADATA,
  /** The package itself, and the metadata that has its checksum. */
  BOTH;

  boolean isMet(Proof proof) {
    boolean byPackage = proof.packageSignature().isPresent();
    boolean byMetadata = proof.metadataSigner().isPresent();
    return switch (this) {
      case EITHER -> byPackage || byMetadata;
      case PACKAGES -> byPackage;
      case METADATA -> byMetadata;
      case BOTH -> byPackage && byMetadata;
    };
  }

  /** Whether nothing of a repository can be taken whose metadata is not proved. */
  public boolean needsMetadata() {
    return this == METADATA || this == BOTH;
  }

  /** {@code either}, as users give it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
