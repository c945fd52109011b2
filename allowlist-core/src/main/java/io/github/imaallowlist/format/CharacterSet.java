package io.github.imaallowlist.format;

/**
 * Characters that a part of a pattern matches: each ASCII character by a bit, and all others
 * together.
 *
 * @param low bits of the characters 0 to 63
 * @param high bits of the characters 64 to 127
 * @param beyond whether some character beyond ASCII may be in it
 */
record CharacterSet(long low, long high, boolean beyond) {
  static final CharacterSet NONE = new CharacterSet(0, 0, false);

  static CharacterSet of(int character) {
    return range(character, character);
  }

  static CharacterSet range(int first, int last) {
    CharacterSet set = NONE;
    for (int c = first; c <= Math.min(last, 127); c++) {
      set =
          c < 64
              ? new CharacterSet(set.low | (1L << c), set.high, false)
              : new CharacterSet(set.low, set.high | (1L << c), false);
    }
    return new CharacterSet(set.low, set.high, last > 127);
  }

  CharacterSet and(CharacterSet other) {
    return new CharacterSet(low | other.low, high | other.high, beyond || other.beyond);
  }

  /** All other characters; what is beyond ASCII stays possible. */
  CharacterSet negated() {
    return new CharacterSet(~low, ~high, true);
  }

  boolean isDisjointFrom(CharacterSet other) {
    return (low & other.low) == 0 && (high & other.high) == 0 && !(beyond && other.beyond);
  }
}
