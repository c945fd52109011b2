package io.github.imaallowlist.toolkit.label;

import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.error.MalformedInputException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Where paths come from: bytes in no particular encoding. */
public sealed interface PathSource {
  /** Takes paths one after the other. */
  @FunctionalInterface
  interface Sink {
    /**
     * @param bytes hold the path; they are not the sink's to keep or change
     * @param from where it begins
     * @param to where it ends, behind at least one byte; none is NUL
     */
    void take(byte[] bytes, int from, int to) throws IOException;
  }

  /** Hands all paths over. */
  void forEach(Sink sink) throws IOException;

  /** One path. */
  @SuppressWarnings("ArrayRecordComponent") // handed over once, and not compared
  record One(byte[] path) implements PathSource {
    @Override
    public void forEach(Sink sink) throws IOException {
      if (path.length == 0) {
        throw new MalformedInputException("arguments", 0, "an empty path");
      }
      for (int i = 0; i < path.length; i++) {
        if (path[i] == 0) {
          throw new MalformedInputException("arguments", i, "a NUL byte in a path");
        }
      }
      sink.take(path, 0, path.length);
    }
  }

  /**
   * Paths in a stream, each ended by a byte; the last one may do without. The stream is read to its
   * end, and not closed.
   *
   * @param name the stream's, as the user knows it
   * @param end a newline or NUL
   */
  record Stream(InputStream in, String name, byte end) implements PathSource {
    /** Of a path, in bytes: 256 times what the kernel takes at once, for trees that are deeper. */
    private static final int MAX_LENGTH = 1 << 20;

    private static final int BUFFER = 1 << 16;

    @Override
    public void forEach(Sink sink) throws IOException {
      byte[] buffer = new byte[BUFFER];
      int length = 0;
      long offset = 0;
      for (int read = in.read(buffer);
          read >= 0;
          read = in.read(buffer, length, buffer.length - length)) {
        int start = 0;
        for (int i = length; i < length + read; i++) {
          if (buffer[i] == end) {
            hand(buffer, start, i, offset + start, sink);
            start = i + 1;
          } else if (buffer[i] == 0) {
            throw new MalformedInputException(
                name, offset + i, "a NUL byte in a path; do the paths end with one?");
          }
        }
        length += read - start;
        offset += start;
        System.arraycopy(buffer, start, buffer, 0, length);
        if (length == buffer.length) {
          buffer = Arrays.copyOf(buffer, longer(length, offset));
        }
      }
      if (length > 0) {
        hand(buffer, 0, length, offset, sink);
      }
    }

    private int longer(int length, long offset) throws LimitExceededException {
      if (length >= MAX_LENGTH) {
        throw new LimitExceededException(
            name, offset, "a path of more than %,d bytes".formatted(MAX_LENGTH));
      }
      return length * 2;
    }

    private void hand(byte[] buffer, int from, int to, long offset, Sink sink) throws IOException {
      if (from == to) {
        throw new MalformedInputException(name, offset, "an empty path");
      }
      sink.take(buffer, from, to);
    }
  }
}
