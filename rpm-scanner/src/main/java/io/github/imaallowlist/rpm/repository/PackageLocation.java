package io.github.imaallowlist.rpm.repository;

import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/** Where a package's bytes are, and the way to them. */
public sealed interface PackageLocation permits LocalPackage {
  /**
   * The package's bytes from the start, unbuffered; the caller closes it. Each call opens anew.
   *
   * @throws IOException if they cannot be read
   */
  InputStream open() throws IOException;

  /** In bytes, where it is known before reading. */
  OptionalLong size();
}
