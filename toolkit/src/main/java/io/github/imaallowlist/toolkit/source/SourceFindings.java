package io.github.imaallowlist.toolkit.source;

import io.github.imaallowlist.rpm.finding.Finding;
import io.github.imaallowlist.rpm.finding.FindingKind;
import io.github.imaallowlist.rpm.metadata.RelativePath;
import io.github.imaallowlist.rpm.repository.PackageRef;
import io.github.imaallowlist.rpm.repository.PackageSelection;
import io.github.imaallowlist.rpm.repository.SourceListing;
import io.github.imaallowlist.rpm.repository.StoredScans;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a source itself does not agree in. */
public final class SourceFindings {
  private SourceFindings() {}

  /** Of packages that are wanted, and of files that nothing is known of. */
  public static List<Finding> of(SourceListing listing, PackageSelection selection) {
    List<Finding> findings = new ArrayList<>();
    for (PackageRef ref : listing.missing()) {
      if (isWanted(ref, selection)) {
        findings.add(
            finding(FindingKind.MISSING_PACKAGE, ref, "it is listed, and there is no such file"));
      }
    }
    for (PackageRef ref : listing.weak()) {
      if (isWanted(ref, selection)) {
        String algorithm =
            ref.checksum().map(digest -> digest.algorithm().kernelName()).orElse("no checksum");
        findings.add(
            finding(FindingKind.WEAK_CHECKSUM, ref, "the metadata vouches for it by " + algorithm));
      }
    }
    for (RelativePath path : listing.stray()) {
      findings.add(
          new Finding(
              FindingKind.STRAY_PACKAGE,
              path.toString(),
              Optional.empty(),
              Optional.empty(),
              "it is in the repository's folder, and the metadata does not list it"));
    }
    return findings;
  }

  /** Of packages that cannot be merged with the others. */
  static List<Finding> of(StoredScans stored) {
    return stored.others() == 0
        ? List.of()
        : List.of(
            new Finding(
                FindingKind.SCANNED_OTHERWISE,
                stored.name(),
                Optional.empty(),
                Optional.empty(),
                "%,d packages in it were scanned otherwise; the first %s"
                    .formatted(stored.others(), stored.difference().orElse(""))));
  }

  private static boolean isWanted(PackageRef ref, PackageSelection selection) {
    return ref.id().map(selection::accepts).orElse(true);
  }

  private static Finding finding(FindingKind kind, PackageRef ref, String detail) {
    return new Finding(kind, ref.name(), ref.id(), Optional.empty(), detail);
  }
}
