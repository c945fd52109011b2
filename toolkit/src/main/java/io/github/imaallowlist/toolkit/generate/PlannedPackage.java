package io.github.imaallowlist.toolkit.generate;

import io.github.imaallowlist.rpm.repository.PackageRef;

/**
 * A package to read.
 *
 * @param source the index of its source in the request
 */
record PlannedPackage(int source, PackageRef ref) {
  /** Of its file, in bytes, as far as known. */
  long size() {
    return ref.location().size().orElse(ref.size().orElse(0));
  }
}
