package io.github.imaallowlist.format;

import java.io.IOException;

/** Takes entries with one digest as bytes, without an object for each. */
@FunctionalInterface
interface PlainSink {
  /**
   * Takes an entry.
   *
   * @param text has the path; it and the digest may be written over afterwards
   * @param path where the path begins
   */
  void entry(byte[] text, int path, int length, byte[] digest, int digestLength) throws IOException;
}
