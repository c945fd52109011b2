package io.github.imaallowlist.rpm.metadata;

/**
 * Where the header is in a package's file, as metadata claims it.
 *
 * @param start byte offset of the header's first byte
 * @param end byte offset after its last
 */
public record HeaderRange(long start, long end) {
  public HeaderRange {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("a header cannot be at %d to %d".formatted(start, end));
    }
  }
}
