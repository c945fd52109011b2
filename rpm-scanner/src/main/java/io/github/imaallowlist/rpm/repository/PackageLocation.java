package io.github.imaallowlist.rpm.repository;

import io.github.imaallowlist.rpm.metadata.HeaderRange;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/** Where a package's bytes are, and the way to them. */
public sealed interface PackageLocation permits LocalPackage, RemotePackage, StoredScan {
  /**
   * The package from the start to its end; the caller closes it. Each call opens anew.
   *
   * @throws IOException if it cannot be read
   */
  OpenPackage open() throws IOException;

  /**
   * The package for those who need no more than its headers: the rest is there only where that
   * costs nothing.
   *
   * @param claimed where the metadata says that the header is
   * @throws HeaderRangeException if no header can be there; also while reading, if it ends later
   * @throws IOException if it cannot be read
   */
  OpenPackage openHeaders(Optional<HeaderRange> claimed) throws IOException;

  /** In bytes, where it is known before reading. */
  OptionalLong size();
}
