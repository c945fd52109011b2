package io.github.imaallowlist.rpm.transport;

/**
 * Bytes {@code first} to {@code last} of a resource, both included, counted from 0 (RFC 9110,
 * section 14.1.2).
 */
public record ByteRange(long first, long last) {
  /**
   * @throws IllegalArgumentException if there is no such range
   */
  public ByteRange {
    if (first < 0 || last < first || last == Long.MAX_VALUE) {
      throw new IllegalArgumentException("no byte range: " + first + " to " + last);
    }
  }

  /** How many bytes it has; 1 or more. */
  public long length() {
    return last - first + 1;
  }
}
