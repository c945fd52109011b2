package io.github.imaallowlist.selinux.regex;

/** What a set of regexes may ask for. */
final class RegexLimits {
  /** In bytes; libselinux takes less than 4,096 since 3.9 ({@code label_file.h}, compile_regex). */
  static final int REGEX_LENGTH = 4095;

  /** Groups in groups; PCRE2's own default ({@code PARENS_NEST_LIMIT}). */
  static final int NESTING = 250;

  /** PCRE2's own ({@code MAX_REPEAT_COUNT}). */
  static final int REPEAT_COUNT = 65_535;

  /**
   * Of one regex, repeats written out; the longest in a distribution's policy has some 100. PCRE2
   * stops at 64 KiB of compiled code.
   */
  static final int STATES_OF_REGEX = 1 << 16;

  /** Of all regexes, 12 bytes each. A distribution's policy has 0.3 million. */
  static final int STATES = 4_000_000;

  /** Different sets of bytes, 48 bytes each. A distribution's policy has 100. */
  static final int BYTE_SETS = 10_000;

  /** What the deterministic automaton may grow to before it is begun anew, in ints. */
  static final int CACHED_INTS = 10_000_000;

  private RegexLimits() {}
}
