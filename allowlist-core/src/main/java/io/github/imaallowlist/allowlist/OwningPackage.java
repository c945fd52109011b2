package io.github.imaallowlist.allowlist;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * A package that digests of a list are from. Ordered by its members, absent ones first; those
 * without a name last, so that a list can leave off the last of them and every index stays.
 *
 * @param nevra as {@code rpm} and {@code dnf} write it; absent for digests that an earlier list had
 *     without saying from which package
 * @param checksum of its file, with the algorithm in front, as {@code sha256:...}; absent where no
 *     metadata gives one
 * @param removed when it was first missing from the sources; absent while it is there
 */
public record OwningPackage(
    Optional<String> nevra, Optional<String> checksum, Optional<Instant> removed)
    implements Comparable<OwningPackage> {
  private static final Comparator<OwningPackage> ORDER =
      Comparator.comparing((OwningPackage one) -> one.nevra.isEmpty())
          .thenComparing(one -> one.nevra.orElse(""))
          .thenComparing(one -> one.checksum.orElse(""))
          .thenComparing(one -> one.removed.orElse(Instant.MIN));

  public OwningPackage {
    if (nevra.isEmpty() && removed.isEmpty()) {
      throw new IllegalArgumentException("a package of the sources has a name");
    }
  }

  /** One that the sources have. */
  public static OwningPackage current(String nevra, Optional<String> checksum) {
    return new OwningPackage(Optional.of(nevra), checksum, Optional.empty());
  }

  /** What an earlier list had without saying from which package. */
  public static OwningPackage nameless(Instant removed) {
    return new OwningPackage(Optional.empty(), Optional.empty(), Optional.of(removed));
  }

  /** Whether the sources have it. */
  public boolean isCurrent() {
    return removed.isEmpty();
  }

  /** As the record's own, which Java puts together at its first use, in every run. */
  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof OwningPackage that
            && nevra.equals(that.nevra)
            && checksum.equals(that.checksum)
            && removed.equals(that.removed));
  }

  @Override
  public int hashCode() {
    return 31 * (31 * nevra.hashCode() + checksum.hashCode()) + removed.hashCode();
  }

  @Override
  public int compareTo(OwningPackage other) {
    return ORDER.compare(this, other);
  }
}
