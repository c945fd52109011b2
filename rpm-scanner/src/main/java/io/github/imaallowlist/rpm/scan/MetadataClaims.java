package io.github.imaallowlist.rpm.scan;

import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.model.PackageId;
import io.github.imaallowlist.rpm.PackageHeaders;
import io.github.imaallowlist.rpm.finding.FindingKind;
import io.github.imaallowlist.rpm.finding.FindingLog;
import io.github.imaallowlist.rpm.header.RpmInput;
import io.github.imaallowlist.rpm.repository.OpenPackage;
import io.github.imaallowlist.rpm.repository.PackageRef;
import io.github.imaallowlist.rpm.version.RpmVersions;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * What metadata claims of a package, held against the package; what does not match is a finding.
 */
final class MetadataClaims {
  private final PackageRef ref;
  private final OpenPackage file;
  private final RpmInput in;
  private final FindingLog findings;

  private final HashAlgorithm algorithm;

  /** Of all bytes read; only where they are all of the file. */
  private final Optional<MessageDigest> checksum;

  private Optional<FileDigest> actual = Optional.empty();

  private MetadataClaims(
      PackageRef ref,
      OpenPackage file,
      RpmInput in,
      FindingLog findings,
      HashAlgorithm algorithm,
      Optional<MessageDigest> checksum) {
    this.ref = ref;
    this.file = file;
    this.in = in;
    this.findings = findings;
    this.algorithm = algorithm;
    this.checksum = checksum;
  }

  /**
   * @param in at the file's start, for its checksum
   * @param wanted the algorithm of a checksum that is wanted although there is no metadata
   */
  static MetadataClaims of(
      PackageRef ref,
      OpenPackage file,
      RpmInput in,
      FindingLog findings,
      Optional<HashAlgorithm> wanted) {
    Optional<HashAlgorithm> algorithm = ref.checksum().map(FileDigest::algorithm).or(() -> wanted);
    Optional<MessageDigest> checksum =
        file.whole() ? algorithm.map(HashAlgorithm::newMessageDigest) : Optional.empty();
    checksum.ifPresent(in::tap);
    return new MetadataClaims(
        ref, file, in, findings, algorithm.orElse(HashAlgorithm.SHA256), checksum);
  }

  void checkIdentity(PackageId actual) {
    if (ref.id().isPresent() && !RpmVersions.isSameNevra(ref.id().get(), actual)) {
      findings.add(
          FindingKind.METADATA_MISMATCH,
          "the metadata says %s, the package %s".formatted(ref.id().get(), actual));
    }
  }

  /** For packages that are read up to the payload; with it, sizes are checked while reading. */
  void checkSize(PackageHeaders headers) throws IOException {
    if (file.size().isPresent()) {
      headers.checkSize(file.size().getAsLong());
    }
    if (file.whole()) {
      return;
    }
    // One that ends later was found out while it was read.
    long claimed = ref.headerRange().orElseThrow().end();
    if (claimed != headers.payloadStart()) {
      findings.add(
          FindingKind.METADATA_MISMATCH,
          "the metadata says that the header ends at byte %d, it ends at %d"
              .formatted(claimed, headers.payloadStart()));
    }
  }

  /**
   * Reads what is left of the file, if it is there, and compares checksum and size.
   *
   * @return whether the whole file was compared with a checksum that proves anything
   */
  boolean checkChecksum() throws IOException {
    if (checksum.isEmpty()) {
      return false;
    }
    in.drain();
    FileDigest found = new FileDigest(algorithm, checksum.get().digest());
    actual = Optional.of(found);
    if (ref.checksum().isEmpty()) {
      return false;
    }
    FileDigest expected = ref.checksum().get();
    if (!found.equals(expected)) {
      findings.add(
          FindingKind.CHECKSUM_MISMATCH,
          "the metadata says %s, the file is %s".formatted(expected, found.hex()));
    }
    if (ref.size().isPresent() && ref.size().getAsLong() != in.offset()) {
      findings.add(
          FindingKind.CHECKSUM_MISMATCH,
          "the metadata says %,d bytes, the file has %,d"
              .formatted(ref.size().getAsLong(), in.offset()));
    }
    return !expected.algorithm().isWeak();
  }

  /** The checksum that the whole file has, once {@link #checkChecksum} read it. */
  Optional<FileDigest> actual() {
    return actual;
  }
}
