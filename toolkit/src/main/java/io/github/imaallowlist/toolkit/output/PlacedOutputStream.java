package io.github.imaallowlist.toolkit.output;

import java.io.IOException;
import java.io.OutputStream;

/** Names the place in what goes wrong; the system's own errors of writing do not. */
final class PlacedOutputStream extends OutputStream {
  private final OutputStream out;
  private final String place;

  PlacedOutputStream(OutputStream out, String place) {
    this.out = out;
    this.place = place;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      throw new WriteFailedException(place, e);
    }
  }

  @Override
  public void flush() throws IOException {
    try {
      out.flush();
    } catch (IOException e) {
      throw new WriteFailedException(place, e);
    }
  }
}
