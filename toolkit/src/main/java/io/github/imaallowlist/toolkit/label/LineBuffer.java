package io.github.imaallowlist.toolkit.label;

import java.io.IOException;
import java.io.OutputStream;

/** Gathers small writes for a stream. For one thread: {@code BufferedOutputStream} locks each. */
final class LineBuffer extends OutputStream {
  private final OutputStream out;
  private final byte[] buffer = new byte[1 << 16];
  private int length;

  LineBuffer(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int b) throws IOException {
    if (length == buffer.length) {
      drain();
    }
    buffer[length++] = (byte) b;
  }

  @Override
  public void write(byte[] bytes, int offset, int count) throws IOException {
    if (count > buffer.length - length) {
      drain();
      if (count > buffer.length) {
        out.write(bytes, offset, count);
        return;
      }
    }
    System.arraycopy(bytes, offset, buffer, length, count);
    length += count;
  }

  @Override
  public void flush() throws IOException {
    drain();
    out.flush();
  }

  private void drain() throws IOException {
    out.write(buffer, 0, length);
    length = 0;
  }
}
