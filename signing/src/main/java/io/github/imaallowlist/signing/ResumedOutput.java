package io.github.imaallowlist.signing;

import java.io.IOException;
import java.io.OutputStream;

/** Hands on what is written, once, to a stream that may have to begin anew with the same bytes. */
final class ResumedOutput extends OutputStream {
  private final OutputStream out;
  private long written;
  private long position;

  ResumedOutput(OutputStream out) {
    this.out = out;
  }

  /** The same bytes come again, from the first one. */
  void restart() {
    position = 0;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int known = (int) Math.min(length, written - position);
    out.write(bytes, offset + known, length - known);
    position += length;
    written = Math.max(written, position);
  }
}
