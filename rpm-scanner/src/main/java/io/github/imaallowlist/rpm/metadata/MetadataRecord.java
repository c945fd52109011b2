package io.github.imaallowlist.rpm.metadata;

import io.github.imaallowlist.model.FileDigest;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A {@code data} element of {@code repomd.xml}: one metadata file.
 *
 * @param type such as {@code primary}
 * @param checksum of the file; never of a weak algorithm
 * @param openChecksum of the file's decompressed content
 * @param timestamp when it was made, in seconds since 1970
 * @param size of the file, in bytes
 * @param openSize of the decompressed content, in bytes
 */
public record MetadataRecord(
    String type,
    FileDigest checksum,
    Optional<FileDigest> openChecksum,
    Location location,
    OptionalLong timestamp,
    OptionalLong size,
    OptionalLong openSize) {
  public MetadataRecord {
    if (checksum.algorithm().isWeak()) {
      throw new IllegalArgumentException(checksum.algorithm() + " proves nothing");
    }
  }

  /** As the record's own, which Java puts together at its first use, in every run. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof MetadataRecord that
        && type.equals(that.type)
        && checksum.equals(that.checksum)
        && openChecksum.equals(that.openChecksum)
        && location.equals(that.location)
        && timestamp.equals(that.timestamp)
        && size.equals(that.size)
        && openSize.equals(that.openSize);
  }

  @Override
  public int hashCode() {
    return Objects.hash(type, checksum, openChecksum, location, timestamp, size, openSize);
  }
}
