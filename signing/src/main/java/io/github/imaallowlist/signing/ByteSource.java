package io.github.imaallowlist.signing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Bytes whose length is known and that can be read more than once, such as a file. */
public interface ByteSource {
  /** As the user knows it, for messages. */
  String name();

  /** In bytes. */
  long length() throws IOException;

  /** A new stream from the start, which the caller closes; it need not be buffered. */
  InputStream open() throws IOException;

  static ByteSource of(Path file) {
    return new ByteSource() {
      @Override
      public String name() {
        return file.toString();
      }

      @Override
      public long length() throws IOException {
        return Files.size(file);
      }

      @Override
      public InputStream open() throws IOException {
        return Files.newInputStream(file);
      }
    };
  }

  /**
   * @param bytes not copied
   */
  static ByteSource of(String name, byte[] bytes) {
    return new ByteSource() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public long length() {
        return bytes.length;
      }

      @Override
      public InputStream open() {
        return new ByteArrayInputStream(bytes);
      }
    };
  }
}
