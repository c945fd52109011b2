package io.github.imaallowlist.toolkit.source;

import io.github.imaallowlist.rpm.ReadMode;
import io.github.imaallowlist.rpm.metadata.HeaderRange;
import io.github.imaallowlist.rpm.repository.PackageRef;
import io.github.imaallowlist.rpm.repository.RemotePackage;

/**
 * A package to read.
 *
 * @param source the index of its source in the plan
 */
public record PlannedPackage(int source, PackageRef ref) {
  /** Of its file, in bytes, as far as known. */
  public long size() {
    return ref.location().size().orElse(ref.size().orElse(0));
  }

  /** How much of that comes over when it is read so, as far as known. */
  public long bytesIn(ReadMode mode) {
    boolean headerAlone = mode == ReadMode.HEADERS && ref.location() instanceof RemotePackage;
    return headerAlone ? ref.headerRange().map(HeaderRange::end).orElse(size()) : size();
  }
}
