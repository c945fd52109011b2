package io.github.imaallowlist.allowlist;

/**
 * A Bloom filter of paths: says "no" or "perhaps", in a size that does not grow.
 *
 * <p>A wrong "perhaps" costs time and memory, and changes no result: what it lets through is looked
 * up exactly afterwards.
 */
final class PathFilter {
  private static final int MIN_BITS_LOG2 = 16;
  private static final int MAX_BITS_LOG2 = 27;
  private static final int BITS_A_PATH = 16;
  private static final int PROBES = 5;

  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private final long[] words;
  private final int shift;

  /**
   * @param expected how many paths will be in it; more make it less exact
   */
  PathFilter(long expected) {
    int log2 = 64 - Long.numberOfLeadingZeros(Math.max(1, expected * BITS_A_PATH - 1));
    int bitsLog2 = Math.max(MIN_BITS_LOG2, Math.min(MAX_BITS_LOG2, log2));
    this.words = new long[1 << (bitsLog2 - 6)];
    this.shift = 64 - bitsLog2;
  }

  void add(byte[] path, int from, int to) {
    addHash(extend(emptyPath(), path, from, to));
  }

  /**
   * Adds each folder that the path, itself a folder, lies in, and the path.
   *
   * @param known of so many first bytes, all folders but the last were added before
   */
  void addWithAncestors(byte[] path, int known) {
    long hash = emptyPath();
    for (int i = 0; i < path.length; i++) {
      if (path[i] == '/' && i > 0 && i >= known) {
        addHash(hash);
      }
      hash = (hash ^ path[i]) * FNV_PRIME;
    }
    addHash(hash);
  }

  boolean mayContain(byte[] path, int from, int to) {
    return mayContainHash(extend(emptyPath(), path, from, to));
  }

  /** Whether the path, itself a folder, or a folder that it lies in may be there. */
  boolean mayContainAnyOf(byte[] path, int from, int to) {
    long hash = emptyPath();
    for (int i = from; i < to; i++) {
      if (path[i] == '/' && i > from && mayContainHash(hash)) {
        return true;
      }
      hash = (hash ^ path[i]) * FNV_PRIME;
    }
    return mayContainHash(hash);
  }

  private static long emptyPath() {
    return FNV_OFFSET;
  }

  private static long extend(long hash, byte[] path, int from, int to) {
    for (int i = from; i < to; i++) {
      hash = (hash ^ path[i]) * FNV_PRIME;
    }
    return hash;
  }

  private void addHash(long hash) {
    long probe = mix(hash);
    long step = mix(~hash) | 1;
    for (int i = 0; i < PROBES; i++) {
      int bit = (int) (probe >>> shift);
      words[bit >>> 6] |= 1L << bit;
      probe += step;
    }
  }

  private boolean mayContainHash(long hash) {
    long probe = mix(hash);
    long step = 0;
    for (int i = 0; i < PROBES; i++) {
      int bit = (int) (probe >>> shift);
      if ((words[bit >>> 6] & (1L << bit)) == 0) {
        return false;
      }
      step = step == 0 ? mix(~hash) | 1 : step;
      probe += step;
    }
    return true;
  }

  /** The finalizer of SplitMix64: every bit of the result depends on every bit. */
  private static long mix(long hash) {
    hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
    hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
    return hash ^ (hash >>> 31);
  }
}
