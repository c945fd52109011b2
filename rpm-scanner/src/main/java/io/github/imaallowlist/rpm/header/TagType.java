package io.github.imaallowlist.rpm.header;

/**
 * The type of a header entry's values, with its number in the index ({@code rpmTagType_e} in RPM's
 * {@code include/rpm/rpmtag.h}), and size and alignment of a value in the store ({@code typeSizes},
 * {@code typeAlign} in {@code lib/header.cc}).
 */
public enum TagType {
  NULL(0, 0),
  CHAR(1, 1),
  INT8(2, 1),
  INT16(3, 2),
  INT32(4, 4),
  INT64(5, 8),
  STRING(6, TagType.UNTIL_NUL),
  BIN(7, 1),
  STRING_ARRAY(8, TagType.UNTIL_NUL),
  I18NSTRING(9, TagType.UNTIL_NUL);

  static final int UNTIL_NUL = -1;

  private static final TagType[] BY_NUMBER = values();

  private final int number;
  private final int valueSize;

  TagType(int number, int valueSize) {
    this.number = number;
    this.valueSize = valueSize;
  }

  /** As in the index of a header. */
  public int number() {
    return number;
  }

  /** Whether values are strings, each closed by a NUL. */
  public boolean isString() {
    return valueSize == UNTIL_NUL;
  }

  /** A value's bytes in the store, and its alignment there; for strings, 1. */
  public int valueSize() {
    return isString() ? 1 : valueSize;
  }

  static boolean isKnown(int number) {
    return number > 0 && number < BY_NUMBER.length;
  }

  static TagType ofNumber(int number) {
    return BY_NUMBER[number];
  }
}
