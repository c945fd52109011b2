package io.github.imaallowlist.rpm.repodata;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * All that an update does to the disk. Each step either happens or not, whenever a run is killed,
 * except that a file in {@link #write} may be left with a part of its content.
 */
interface FileSteps {
  /** Writes a file's content. */
  @FunctionalInterface
  interface Writer {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes a file and brings it to disk; one that was there is overwritten.
   *
   * @param like a file whose permissions and, as far as this user may, owner it gets
   * @throws WriteFailedException if the disk does not take it
   * @throws IOException what the writer throws
   */
  void write(Path file, Path like, Writer writer) throws IOException;

  /**
   * Gives a file another name in the same folder, in the place of what has it.
   *
   * @throws WriteFailedException if it cannot
   */
  void rename(Path from, Path to) throws IOException;

  /**
   * Deletes a file, if it is there.
   *
   * @throws WriteFailedException if it cannot
   */
  void delete(Path file) throws IOException;

  /**
   * Brings a folder's names to disk, so that a power cut does not take them back.
   *
   * @throws WriteFailedException if it cannot
   */
  void sync(Path folder) throws IOException;
}
