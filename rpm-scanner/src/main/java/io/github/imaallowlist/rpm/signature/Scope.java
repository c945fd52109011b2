package io.github.imaallowlist.rpm.signature;

/** What of a package a signature covers ({@code range} in RPM's {@code lib/rpmvs.cc}). */
public enum Scope {
  /**
   * The header as it stands in the file, magic and all. It vouches for the payload only through the
   * digests in it.
   */
  HEADER("header"),
  /** The header, and all that follows to the file's end. */
  HEADER_AND_PAYLOAD("header and payload");

  private final String words;

  Scope(String words) {
    this.words = words;
  }

  @Override
  public String toString() {
    return words;
  }
}
