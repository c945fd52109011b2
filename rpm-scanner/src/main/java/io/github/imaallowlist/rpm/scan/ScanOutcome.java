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
   * @param fromCache whether it was read before, and what came of it was kept
   */
  record Scanned(PackageRef ref, ScannedPackage contents, Proof proof, boolean fromCache)
      implements ScanOutcome {
    /** Of a package that was read. */
    public Scanned(PackageRef ref, ScannedPackage contents, Proof proof) {
      this(ref, contents, proof, false);
    }
  }

  /** Its header says that it was not asked for; its payload was not looked at. */
  record Deselected(PackageRef ref, PackageSelection.Reason reason) implements ScanOutcome {}
}
