package io.github.imaallowlist.process;

import java.io.IOException;
import java.io.OutputStream;

/** What a program reads from its standard input. */
@FunctionalInterface
public interface ProgramInput {
  /**
   * Writes all of it, in another thread than the one that runs the program.
   *
   * @param input not to be closed
   * @throws IOException if it cannot be read where it comes from, or the program reads no further
   */
  void writeTo(OutputStream input) throws IOException;
}
