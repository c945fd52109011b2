package io.github.imaallowlist.rpm;

import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.model.MeasuredFile;
import io.github.imaallowlist.model.PackageId;
import io.github.imaallowlist.rpm.finding.Finding;
import io.github.imaallowlist.rpm.imasignature.FileSignatureCounts;
import io.github.imaallowlist.rpm.signature.PackageSignature;
import java.util.List;
import java.util.Optional;

/**
 * What a scan made of a package. If anything of it does not match, there are findings and nothing
 * else: such a package contributes nothing.
 *
 * @param id absent where the package could not be read that far
 * @param files the regular files that it ships, in the header's order
 * @param headerAlgorithm of the file digests in its header, if it has any
 * @param signatures as far as they were asked for, in the order of their tags; not verified
 * @param fileSignatures what became of the IMA signatures of its files
 */
public record ScannedPackage(
    Optional<PackageId> id,
    List<MeasuredFile> files,
    List<SymbolicLink> links,
    Unmeasured unmeasured,
    Optional<HashAlgorithm> headerAlgorithm,
    List<PackageSignature> signatures,
    FileSignatureCounts fileSignatures,
    List<Finding> findings) {
  public ScannedPackage {
    if (!findings.isEmpty() && !(files.isEmpty() && links.isEmpty())) {
      throw new IllegalArgumentException("a package with findings contributes nothing");
    }
  }

  /** The same, as if no signature had been asked for. */
  public ScannedPackage withoutSignatures() {
    return new ScannedPackage(
        id, files, links, unmeasured, headerAlgorithm, List.of(), fileSignatures, findings);
  }

  /** A package with findings. */
  public static ScannedPackage rejected(Optional<PackageId> id, List<Finding> findings) {
    return new ScannedPackage(
        id,
        List.of(),
        List.of(),
        new Unmeasured(0, 0, 0, 0),
        Optional.empty(),
        List.of(),
        FileSignatureCounts.NONE,
        findings);
  }
}
