package io.github.imaallowlist.selinux.policy;

/**
 * What setools may answer. Debian's policy (2.20221101) has 3,936 types, 217 attributes and 17,278
 * allow rules of the two classes asked for; Fedora's has about twice as many.
 */
final class SetoolsLimits {
  /** Of a policy file; Fedora's has 4 MB, and Android's 2 MB. */
  static final long POLICY_BYTES = 128L << 20;

  /** What one program writes; for Debian's policy up to 1.5 MB. */
  static final int OUTPUT_BYTES = 256 << 20;

  /** Of a line, in bytes: a role with all of its types is on one line; Debian's has 40,000. */
  static final int LINE_BYTES = 4 << 20;

  /** Lines that one program writes; for Debian's policy up to 22,499. */
  static final int LINES = 4_000_000;

  /** Of a name: no longer than the kernel allows contexts with it to be (a page). */
  static final int NAME_LENGTH = 4095;

  /** Types, attributes, aliases, booleans, users, roles or classes: of each. */
  static final int NAMES = 100_000;

  /** Types of attributes, all together. Debian's policy has 13,288. */
  static final int MEMBERSHIPS = 4_000_000;

  /** Allow rules of the classes asked for. */
  static final int RULES = 1_000_000;

  /**
   * Operands of a condition: reading one takes time with the third power of them. Distributions'
   * have up to four.
   */
  static final int CONDITION_OPERANDS = 64;

  /** Nested parentheses of a condition. The kernel's stack (COND_EXPR_MAXDEPTH) has 10 places. */
  static final int CONDITION_DEPTH = 32;

  /** Of a {@code getsebool -a} file. Debian's policy has 291 booleans, Fedora's 330. */
  static final int BOOLEANS_BYTES = 16 << 20;

  /** Of a name that is compared with all others for a message. */
  static final int SUGGESTION_LENGTH = 200;

  /** Of a cache file; for Debian's policy 0.2 MB. */
  static final int CACHE_BYTES = 64 << 20;

  private SetoolsLimits() {}
}
