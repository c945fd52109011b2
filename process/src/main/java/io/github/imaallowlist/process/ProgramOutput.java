package io.github.imaallowlist.process;

import java.io.IOException;
import java.io.InputStream;

/** What reads a program's standard output while the program runs. */
@FunctionalInterface
public interface ProgramOutput {
  /**
   * Reads it, in another thread than the one that runs the program; what is left unread is dropped.
   *
   * <p>What was read counts only if the run succeeds: a program that was killed, or says with its
   * exit code that it failed, has output that just ends.
   *
   * @param output fails when the program wrote more than its limit; not to be closed
   * @throws IOException if the output is not as it should be: the program is killed, and the run
   *     fails with this exception
   */
  void readFrom(InputStream output) throws IOException;
}
