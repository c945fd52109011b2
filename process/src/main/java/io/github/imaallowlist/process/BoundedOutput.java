package io.github.imaallowlist.process;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A program's output up to a limit; what lies beyond it cannot be read. */
final class BoundedOutput extends FilterInputStream {
  private final int limit;
  private final Runnable beyond;
  private long passed;

  /**
   * @param beyond called at the first byte beyond the limit
   */
  BoundedOutput(InputStream stream, int limit, Runnable beyond) {
    super(stream);
    this.limit = limit;
    this.beyond = beyond;
  }

  /** Reads and drops what is left. */
  void drop() throws IOException {
    transferTo(OutputStream.nullOutputStream());
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    pass(read < 0 ? 0 : 1);
    return read;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = super.read(bytes, offset, length);
    pass(Math.max(0, read));
    return read;
  }

  @Override
  public long skip(long bytes) throws IOException {
    long skipped = super.skip(Math.min(bytes, limit - passed + 1));
    pass(skipped);
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  @Override
  public void close() {
    // The stream belongs to who runs the program.
  }

  private void pass(long bytes) throws IOException {
    passed += bytes;
    if (passed > limit) {
      beyond.run();
      throw new IOException("wrote more than %d bytes".formatted(limit));
    }
  }
}
