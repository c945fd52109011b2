package io.github.imaallowlist.allowlist;

/**
 * A part of the spill file.
 *
 * @param start in bytes
 * @param end in bytes, exclusive
 */
record Extent(long start, long end) {
  long length() {
    return end - start;
  }
}
