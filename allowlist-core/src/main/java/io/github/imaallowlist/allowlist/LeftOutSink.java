package io.github.imaallowlist.allowlist;

import java.io.IOException;
import java.util.SortedSet;

/** Takes the entries that are left out of an allowlist, one after the other, in their order. */
@FunctionalInterface
public interface LeftOutSink {
  /**
   * @param groups the entry's: one, but where packages differ about the file; at least one
   */
  void leftOut(AllowlistEntry entry, SortedSet<Integer> groups) throws IOException;
}
