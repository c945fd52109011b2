package io.github.imaallowlist.rpm.repodata;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Real steps, up to one at which the run dies, or the disk fails. A write has three moments at
 * which this can happen: before it, when half of the bytes are there, and before it is brought to
 * disk.
 */
final class KilledSteps implements FileSteps {
  /** Nothing that runs after it can touch the disk. */
  static final class Killed extends Error {
    @Serial private static final long serialVersionUID = 1L;
  }

  private final FileSteps steps = new DiskSteps();
  private final int last;
  private final boolean diskFails;
  private int done;

  private KilledSteps(int last, boolean diskFails) {
    this.last = last;
    this.diskFails = diskFails;
  }

  /** Dies when it has done that many. */
  static KilledSteps after(int steps) {
    return new KilledSteps(steps, false);
  }

  /** The disk is full from then on: it can delete, and nothing else. */
  static KilledSteps fullAfter(int steps) {
    return new KilledSteps(steps, true);
  }

  /** How many moments there were at which it did not fail. */
  int done() {
    return done;
  }

  private void step(Path file) throws WriteFailedException {
    if (done == last) {
      if (diskFails) {
        throw new WriteFailedException(file, new IOException("No space left on device"));
      }
      throw new Killed();
    }
    done++;
  }

  @Override
  public void write(Path file, Path like, Writer writer) throws IOException {
    step(file);
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    writer.writeTo(content);
    byte[] bytes = content.toByteArray();
    steps.write(file, like, out -> out.write(Arrays.copyOf(bytes, bytes.length / 2)));
    step(file);
    steps.write(file, like, out -> out.write(bytes));
    step(file);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    step(to);
    steps.rename(from, to);
  }

  @Override
  public void delete(Path file) throws IOException {
    if (!diskFails) {
      step(file);
    }
    steps.delete(file);
  }

  @Override
  public void sync(Path folder) throws IOException {
    step(folder);
    steps.sync(folder);
  }
}
