package io.github.imaallowlist.signing;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Passes bytes through, and fails if they are not as many as announced. */
final class ExactLengthInputStream extends FilterInputStream {
  private final String name;
  private final long length;
  private long seen;

  ExactLengthInputStream(String name, InputStream in, long length) {
    super(in);
    this.name = name;
    this.length = length;
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    count(value < 0 ? -1 : 1);
    return value;
  }

  @Override
  public int read(byte[] buffer, int offset, int count) throws IOException {
    int read = super.read(buffer, offset, count);
    count(read);
    return read;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void count(int read) throws IOException {
    seen += Math.max(read, 0);
    if (seen > length || (read < 0 && seen < length)) {
      throw new IOException(
          "%s: changed while it was read: it had %d bytes".formatted(name, length));
    }
  }
}
