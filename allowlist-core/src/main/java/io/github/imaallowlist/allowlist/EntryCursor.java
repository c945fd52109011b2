package io.github.imaallowlist.allowlist;

import java.io.IOException;

/** Goes over records, one at a time. The record is where it says only until the next step. */
interface EntryCursor {
  /**
   * Steps to the next record; before the first step there is none. False at the end, again and
   * again.
   */
  boolean advance() throws IOException;

  /** The bytes that hold the record. */
  byte[] array();

  /** Where in them it begins. */
  int offset();
}
