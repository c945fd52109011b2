package io.github.imaallowlist.rpm.repository;

import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.model.PackageId;
import io.github.imaallowlist.rpm.metadata.HeaderRange;
import io.github.imaallowlist.rpm.metadata.ListedPackage;
import io.github.imaallowlist.rpm.metadata.RelativePath;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A package of a source, before anything of it was read.
 *
 * <p>All but path and location is what metadata claims, and absent where a source has none.
 *
 * @param path below the source's folder; of a single file, its name
 * @param size of the package's file, in bytes
 * @param checksum of the package's file; may be of a weak algorithm only in {@link
 *     SourceListing#weak()}
 * @param id the claimed NEVRA; epoch 0 is absent, as RPM does not tell them apart
 */
public record PackageRef(
    RelativePath path,
    PackageLocation location,
    OptionalLong size,
    Optional<FileDigest> checksum,
    Optional<PackageId> id,
    Optional<HeaderRange> headerRange) {

  /** A package that no metadata describes. */
  static PackageRef undescribed(RelativePath path, PackageLocation location) {
    return new PackageRef(
        path, location, OptionalLong.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** A package that metadata describes, now that it is known where its bytes are. */
  static PackageRef described(ListedPackage listed, PackageLocation location) {
    return new PackageRef(
        listed.location().path(),
        location,
        OptionalLong.of(listed.size()),
        Optional.of(listed.checksum()),
        Optional.of(listed.id()),
        listed.headerRange());
  }

  /** The name to show to people; {@link RelativePath#toString()}. */
  public String name() {
    return path.toString();
  }
}
