package io.github.imaallowlist.rpm.header;

/**
 * One entry of a header's index, checked against the store.
 *
 * @param offset of the first value, in bytes from the store's start
 * @param length of all values, in bytes, with the strings' NULs
 */
record IndexEntry(int tag, TagType type, int offset, int count, int length) {
  int end() {
    return offset + length;
  }
}
