package io.github.imaallowlist.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/** What is kept of a program's stream, however much it writes. */
final class BoundedCapture {
  private static final int CHUNK = 8192;

  private BoundedCapture() {}

  /**
   * Reads all of a stream that must not be longer than a limit.
   *
   * @param beyond called once, at the first byte beyond the limit; the rest is read and dropped
   */
  static byte[] whole(InputStream stream, int limit, Runnable beyond) throws IOException {
    byte[] kept = stream.readNBytes(limit);
    if (stream.read() >= 0) {
      beyond.run();
      stream.transferTo(OutputStream.nullOutputStream());
    }
    return kept;
  }

  /** Reads all of a stream and keeps its last bytes, at most {@code limit}. */
  static byte[] tail(InputStream stream, int limit) throws IOException {
    byte[] kept = new byte[limit + CHUNK];
    int length = 0;
    while (true) {
      int read = stream.read(kept, length, CHUNK);
      if (read < 0) {
        return Arrays.copyOfRange(kept, Math.max(0, length - limit), length);
      }
      length += read;
      if (length > limit) {
        System.arraycopy(kept, length - limit, kept, 0, limit);
        length = limit;
      }
    }
  }
}
