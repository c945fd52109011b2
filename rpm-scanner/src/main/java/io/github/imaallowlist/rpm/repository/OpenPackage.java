package io.github.imaallowlist.rpm.repository;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/**
 * A package's bytes, from its start.
 *
 * @param in unbuffered
 * @param size of the package's file in bytes, where the disk or the server says so
 * @param whole whether all of the file can be read; otherwise lead, signature header and header
 */
public record OpenPackage(InputStream in, OptionalLong size, boolean whole) implements Closeable {
  @Override
  public void close() throws IOException {
    in.close();
  }
}
