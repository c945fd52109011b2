package io.github.imaallowlist.rpm.version;

import io.github.imaallowlist.model.PackageId;
import java.util.Comparator;

/**
 * RPM's order of versions: {@code rpmvercmp} ({@code rpmio/rpmvercmp.cc}) on version and release,
 * and epoch, version, release in that order for a package ({@code rpmverCmp} in {@code
 * rpmio/rpmver.cc}).
 *
 * <p>Equal in this order is not equal as text: {@code 1.0} and {@code 1_00} are the same version.
 */
public final class RpmVersions {
  /**
   * Orders packages from old to new by epoch, version and release; name and architecture do not
   * count.
   *
   * <p>An absent epoch is 0. An absent (empty) release is older than any.
   */
  public static final Comparator<PackageId> BY_VERSION =
      Comparator.<PackageId>comparingInt(id -> id.epoch().orElse(0))
          .thenComparing(PackageId::version, RpmVersions::compare)
          .thenComparing(PackageId::release, RpmVersions::compareReleases);

  private RpmVersions() {}

  /**
   * Compares two versions, or two releases: negative if {@code a} is older, 0 if they are the same,
   * positive if {@code a} is newer.
   *
   * <p>Runs of digits are numbers of any length, runs of ASCII letters are text; a number is newer
   * than text. All else only separates, but for {@code ~}, which makes a version older than its
   * absence does, and {@code ^}, which makes it newer than its end and older than any other
   * continuation.
   */
  public static int compare(String a, String b) {
    return a.equals(b) ? 0 : new Comparison(a, b).result();
  }

  /** Whether two packages are the same build: an absent epoch and epoch 0 do not differ. */
  public static boolean isSameNevra(PackageId a, PackageId b) {
    return a.name().equals(b.name())
        && a.epoch().orElse(0) == b.epoch().orElse(0)
        && a.version().equals(b.version())
        && a.release().equals(b.release())
        && a.arch().equals(b.arch());
  }

  private static int compareReleases(String a, String b) {
    if (a.isEmpty() || b.isEmpty()) {
      return Boolean.compare(!a.isEmpty(), !b.isEmpty());
    }
    return compare(a, b);
  }
}
