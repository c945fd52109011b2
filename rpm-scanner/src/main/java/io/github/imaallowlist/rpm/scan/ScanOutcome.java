package io.github.imaallowlist.rpm.scan;

import io.github.imaallowlist.rpm.ScannedPackage;
import io.github.imaallowlist.rpm.repository.PackageRef;
import io.github.imaallowlist.rpm.repository.PackageSelection;
import io.github.imaallowlist.rpm.trust.Proof;

/** What became of a package of a source. */
public sealed interface ScanOutcome {
  PackageRef ref();

  /**
   * It was read; the findings, if any, are in what was scanned.
   *
   * @param proof of where it is from; none with findings, or where the policy asks for none
   * @param kept what the cache has to do with it
   */
  record Scanned(PackageRef ref, ScannedPackage contents, Proof proof, Kept kept)
      implements ScanOutcome {
    /** Of a package that was read, and is not kept. */
    public Scanned(PackageRef ref, ScannedPackage contents, Proof proof) {
      this(ref, contents, proof, Kept.NOT);
    }

    /** Whether it was read before, and not now. */
    public boolean fromCache() {
      return kept == Kept.BEFORE;
    }
  }

  /** Whether the cache has what came of a package. */
  enum Kept {
    /** It has not. */
    NOT,
    /** The package was read now, and its entry made. */
    NOW,
    /** Its entry was there, and the package was not read. */
    BEFORE
  }

  /** Its header says that it was not asked for; its payload was not looked at. */
  record Deselected(PackageRef ref, PackageSelection.Reason reason) implements ScanOutcome {}
}
