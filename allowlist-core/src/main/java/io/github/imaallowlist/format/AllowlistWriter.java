package io.github.imaallowlist.format;

import io.github.imaallowlist.allowlist.AllowlistEntry;
import io.github.imaallowlist.allowlist.EntrySink;
import java.io.IOException;

/**
 * Writes an allowlist in one format: its entries in their order, then {@link #finish}. What was
 * written before a failure, or without {@link #finish}, is of no use.
 *
 * <p>The same calls give the same bytes.
 */
public interface AllowlistWriter extends EntrySink {
  /**
   * @param entry after the one before, by path
   */
  @Override
  void entry(AllowlistEntry entry) throws IOException;

  /** The paths so far that the format or its reader has trouble with. */
  UnmatchablePaths unmatchable();

  /** Writes the rest, and flushes; the stream stays open. */
  void finish(Provenance provenance) throws IOException;
}
