package io.github.imaallowlist.rpm.cache;

/** What the cache has for a key. */
public sealed interface CacheLookup {
  /** An entry, whole and of that key. */
  record Found(CacheEntry entry) implements CacheLookup {}

  /** Nothing. */
  record Absent() implements CacheLookup {}

  /**
   * A file that is not to be used: damaged, of another key, or one that others could have written.
   *
   * @param problem naming the file; one line
   */
  record Unusable(String problem) implements CacheLookup {}
}
