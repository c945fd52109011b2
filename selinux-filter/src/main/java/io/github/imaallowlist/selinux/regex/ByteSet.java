package io.github.imaallowlist.selinux.regex;

/**
 * A set of byte values; bit {@code b % 64} of the {@code b / 64}th word stands for the value b.
 *
 * @param a for 0 to 63
 * @param b for 64 to 127
 * @param c for 128 to 191
 * @param d for 192 to 255
 */
record ByteSet(long a, long b, long c, long d) {
  static final ByteSet NONE = new ByteSet(0, 0, 0, 0);
  static final ByteSet ALL = NONE.negated();

  static ByteSet of(int value) {
    return range(value, value);
  }

  /** All values from one to another, both included; none if the first is the larger. */
  static ByteSet range(int first, int last) {
    return new ByteSet(
        word(first, last),
        word(first - 64, last - 64),
        word(first - 128, last - 128),
        word(first - 192, last - 192));
  }

  /** The values of a text, all ASCII. */
  static ByteSet ofAll(String characters) {
    ByteSet set = NONE;
    for (int i = 0; i < characters.length(); i++) {
      set = set.or(of(characters.charAt(i)));
    }
    return set;
  }

  private static long word(int first, int last) {
    int from = Math.max(first, 0);
    int to = Math.min(last, 63);
    return from > to ? 0 : (-1L << from) & (-1L >>> (63 - to));
  }

  ByteSet or(ByteSet other) {
    return new ByteSet(a | other.a, b | other.b, c | other.c, d | other.d);
  }

  ByteSet negated() {
    return new ByteSet(~a, ~b, ~c, ~d);
  }

  int size() {
    return Long.bitCount(a) + Long.bitCount(b) + Long.bitCount(c) + Long.bitCount(d);
  }

  /** The smallest value in it; 256 if there is none. */
  int smallest() {
    int value = 0;
    while (value < 256 && !contains(value)) {
      value++;
    }
    return value;
  }

  boolean contains(int value) {
    long word = value < 128 ? (value < 64 ? a : b) : (value < 192 ? c : d);
    return (word >>> (value & 63) & 1) != 0;
  }

  // A record's own are put together when first called, which takes a tenth of the program's start.
  @Override
  public boolean equals(Object other) {
    return other instanceof ByteSet that
        && a == that.a
        && b == that.b
        && c == that.c
        && d == that.d;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(a + 31 * (b + 31 * (c + 31 * d)));
  }
}
