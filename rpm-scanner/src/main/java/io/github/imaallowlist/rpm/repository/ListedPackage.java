package io.github.imaallowlist.rpm.repository;

import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.model.PackageId;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What {@code primary.xml} says about one package; all of it only claimed.
 *
 * @param size of the package's file, in bytes
 */
record ListedPackage(
    PackageId id,
    FileDigest checksum,
    long size,
    RelativePath location,
    Optional<HeaderRange> headerRange) {

  /** The same package, now that it is known where its bytes are. */
  PackageRef at(PackageLocation place) {
    return new PackageRef(
        location,
        place,
        OptionalLong.of(size),
        Optional.of(checksum),
        Optional.of(id),
        headerRange);
  }
}
