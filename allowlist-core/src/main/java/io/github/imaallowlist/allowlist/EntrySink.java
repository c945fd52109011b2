package io.github.imaallowlist.allowlist;

import java.io.IOException;

/** Takes an allowlist's entries, one after the other, in their order. */
@FunctionalInterface
public interface EntrySink {
  void entry(AllowlistEntry entry) throws IOException;
}
