package io.github.imaallowlist.allowlist;

/** The bounds of a merge, each with its reason. */
final class AllowlistLimits {
  /** The least memory a merge can work in: in each half of it two runs' read buffers. */
  static final int MIN_ARENA_BYTES = 1 << 16;

  /** Offsets into the arena are ints; more memory would not make a merge faster either. */
  static final int MAX_ARENA_BYTES = 1 << 29;

  /** Digests in one record; a longer list is cut into several records of the same path. */
  static final int DIGESTS_IN_RECORD = 64;

  /** Digests of one path: they are sorted in memory. A path in a thousand versions has a tenth. */
  static final int DIGESTS_OF_PATH = 100_000;

  /** The same with each of their owners: a path that is in each package of a distribution. */
  static final int OWNED_DIGESTS_OF_PATH = 200_000;

  /** A read buffer holds the longest record ({@link EntryRecord#MAX_LENGTH}) with room to spare. */
  static final int MIN_READ_BUFFER = 1 << 14;

  /** Runs merged at once; beyond, more runs cost more in seeks than another pass would. */
  static final int MAX_FAN_IN = 512;

  /** Symbolic links followed for one path, as the kernel's {@code MAXSYMLINKS}. */
  static final int LINK_HOPS = 40;

  /** Different places that one folder leads to; each is a package's own idea of a link. */
  static final int PLACES_OF_FOLDER = 16;

  /** Links followed for one folder over all its ways: bounds ways that lead nowhere. */
  static final int LINKS_TRIED = 512;

  /** A link's target, as the kernel's {@code PATH_MAX} without the closing NUL. */
  static final int TARGET_LENGTH = 4095;

  /** Links in memory: those that paths pass through. A whole distribution has some hundreds. */
  static final int LINKS_HELD = 100_000;

  /** Their paths and targets together. */
  static final long LINK_BYTES_HELD = 16L << 20;

  private AllowlistLimits() {}
}
