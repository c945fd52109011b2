package io.github.imaallowlist.rpm.header;

/** The two headers of a package: same form, other limits, other tags. */
public enum HeaderKind {
  SIGNATURE("signature header", 62, RpmLimits.SIGNATURE_ENTRIES, RpmLimits.SIGNATURE_BYTES),
  HEADER("header", 63, RpmLimits.HEADER_ENTRIES, RpmLimits.HEADER_BYTES);

  private final String title;
  private final int regionTag;
  private final int maxEntries;
  private final int maxBytes;

  HeaderKind(String title, int regionTag, int maxEntries, int maxBytes) {
    this.title = title;
    this.regionTag = regionTag;
    this.maxEntries = maxEntries;
    this.maxBytes = maxBytes;
  }

  /** {@code HEADERSIGNATURES} or {@code HEADERIMMUTABLE}: the tag of the immutable region. */
  int regionTag() {
    return regionTag;
  }

  int maxEntries() {
    return maxEntries;
  }

  int maxBytes() {
    return maxBytes;
  }

  @Override
  public String toString() {
    return title;
  }
}
