package io.github.imaallowlist.ima.log;

import java.util.Arrays;

/**
 * The data of an entry, as the kernel hashes it, cut into its fields.
 *
 * <p>Of all templates but {@code ima}, each field has its length in four bytes before it, in the
 * byte order of the list. Data of a template that is not known has no fields.
 */
final class TemplateData {
  private final byte[] bytes;

  /** Start and end of each field, one after the other. */
  private final int[] bounds;

  TemplateData(byte[] bytes, int[] bounds) {
    this.bytes = bytes;
    this.bounds = bounds;
  }

  int fields() {
    return bounds.length / 2;
  }

  /** A copy of a field's bytes. */
  byte[] field(int index) {
    return Arrays.copyOfRange(bytes, start(index), end(index));
  }

  int start(int index) {
    return bounds[2 * index];
  }

  int end(int index) {
    return bounds[2 * index + 1];
  }

  /** Not a copy; nobody changes it. */
  byte[] bytes() {
    return bytes;
  }
}
