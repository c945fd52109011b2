package io.github.imaallowlist.rpm.metadata;

import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.model.PackageId;
import java.util.Optional;

/**
 * What {@code primary.xml} says about one package; all of it only claimed.
 *
 * @param size of the package's file, in bytes
 */
public record ListedPackage(
    PackageId id,
    FileDigest checksum,
    long size,
    Location location,
    Optional<HeaderRange> headerRange) {}
