package io.github.imaallowlist.toolkit.source;

import io.github.imaallowlist.model.PackageId;
import io.github.imaallowlist.rpm.scan.PackageScanner;
import java.util.Optional;

/**
 * A package of the plan, and which one it is.
 *
 * @param id as the metadata has it, or its header; absent if that cannot be read
 */
public record IdentifiedPackage(PlannedPackage planned, Optional<PackageId> id) {
  /** Reads its header, where no metadata describes it. */
  static IdentifiedPackage of(PlannedPackage planned) {
    return new IdentifiedPackage(
        planned, planned.ref().id().or(() -> PackageScanner.identify(planned.ref())));
  }
}
