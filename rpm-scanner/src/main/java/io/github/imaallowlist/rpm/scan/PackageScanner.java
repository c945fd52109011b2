package io.github.imaallowlist.rpm.scan;

import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.model.PackageId;
import io.github.imaallowlist.rpm.PackageHeaders;
import io.github.imaallowlist.rpm.PackageReader;
import io.github.imaallowlist.rpm.ReadMode;
import io.github.imaallowlist.rpm.ScannedPackage;
import io.github.imaallowlist.rpm.finding.FindingKind;
import io.github.imaallowlist.rpm.finding.FindingLog;
import io.github.imaallowlist.rpm.header.RpmInput;
import io.github.imaallowlist.rpm.imasignature.ImaKeyring;
import io.github.imaallowlist.rpm.repository.PackageRef;
import io.github.imaallowlist.rpm.repository.PackageSelection;
import io.github.imaallowlist.rpm.trust.Judgement;
import io.github.imaallowlist.rpm.trust.MetadataProof;
import io.github.imaallowlist.rpm.trust.Proof;
import io.github.imaallowlist.rpm.trust.TrustPolicy;
import io.github.imaallowlist.rpm.version.RpmVersions;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;

/**
 * Scans a package of a source, in one pass over its bytes, and holds it against what the source's
 * metadata says of it: size, checksum and NEVRA; then judges where it is from. Safe for use by
 * several threads.
 */
public final class PackageScanner {
  private final ReadMode mode;
  private final PackageReader reader;
  private final PackageSelection selection;
  private final TrustPolicy trust;

  /**
   * A scanner that verifies no IMA signatures.
   *
   * @param algorithms of the digests to come out, at least one
   * @param selection decides about packages that no metadata describes, by their header
   */
  public PackageScanner(
      ReadMode mode,
      SortedSet<HashAlgorithm> algorithms,
      PackageSelection selection,
      TrustPolicy trust) {
    this(mode, algorithms, selection, trust, ImaKeyring.EMPTY);
  }

  /**
   * @param algorithms of the digests to come out, at least one
   * @param selection decides about packages that no metadata describes, by their header
   * @param trust what has to prove where packages are from
   * @param imaKeyring verifies the files' IMA signatures
   */
  public PackageScanner(
      ReadMode mode,
      SortedSet<HashAlgorithm> algorithms,
      PackageSelection selection,
      TrustPolicy trust,
      ImaKeyring imaKeyring) {
    this.mode = mode;
    this.reader = new PackageReader(mode, algorithms, imaKeyring);
    this.selection = selection;
    this.trust = trust;
  }

  /** Scans a package of a source without metadata, or with metadata that nothing proves. */
  public ScanOutcome scan(PackageRef ref) {
    return scan(ref, new MetadataProof.NotSigned());
  }

  /**
   * Scans a package. Whatever is wrong with it is a finding in the outcome.
   *
   * @param metadata what proves the metadata of the package's source
   */
  public ScanOutcome scan(PackageRef ref, MetadataProof metadata) {
    FindingLog findings = new FindingLog(ref.name());
    try (InputStream file = ref.location().open()) {
      RpmInput in = new RpmInput(file, ref.name(), ref.location().size());
      return scan(ref, in, metadata, findings);
    } catch (IOException e) {
      findings.add(FindingKind.UNREADABLE_PACKAGE, String.valueOf(e.getMessage()));
    } catch (OutOfMemoryError e) {
      // What a package asks for is bounded, but several at once may still ask for too much.
      findings.add(
          FindingKind.OUT_OF_MEMORY,
          "it needs more than is left of the %d MiB that Java has"
              .formatted(Runtime.getRuntime().maxMemory() >> 20));
    }
    return rejected(ref, Optional.empty(), findings);
  }

  private ScanOutcome scan(PackageRef ref, RpmInput in, MetadataProof metadata, FindingLog findings)
      throws IOException {
    Optional<PackageId> id = Optional.empty();
    Optional<MessageDigest> checksum = ref.checksum().map(PackageScanner::newDigest);
    checksum.ifPresent(in::tap);
    try {
      PackageHeaders headers = PackageHeaders.read(in, trust.signatures(mode));
      id = Optional.of(headers.id());
      findings.identify(headers.id());
      Optional<PackageSelection.Reason> reason = reasonAgainst(ref, headers.id());
      if (reason.isPresent()) {
        return new ScanOutcome.Deselected(ref, reason.get());
      }
      ref.id().ifPresent(listed -> checkIdentity(listed, headers.id(), findings));
      ScannedPackage contents = reader.read(in, headers, findings);
      checkFileSize(ref, headers);
      boolean compared = checkChecksum(ref, in, checksum, findings);
      if (findings.isEmpty()) {
        Proof proof = judge(contents, metadata, compared, findings);
        if (findings.isEmpty()) {
          return new ScanOutcome.Scanned(ref, contents, proof);
        }
      }
    } catch (InputException e) {
      findings.add(e);
      checkChecksum(ref, in, checksum, findings);
    }
    return rejected(ref, id, findings);
  }

  /** What metadata describes was selected by it. */
  private Optional<PackageSelection.Reason> reasonAgainst(PackageRef ref, PackageId id) {
    return ref.id().isPresent() ? Optional.empty() : selection.reasonAgainst(id);
  }

  private static ScanOutcome rejected(PackageRef ref, Optional<PackageId> id, FindingLog findings) {
    return new ScanOutcome.Scanned(ref, ScannedPackage.rejected(id, findings.toList()), Proof.NONE);
  }

  private Proof judge(
      ScannedPackage contents, MetadataProof metadata, boolean compared, FindingLog findings) {
    Judgement judgement = trust.judge(contents, metadata, compared);
    if (judgement instanceof Judgement.Refused refused) {
      refused.reasons().forEach(reason -> findings.add(reason.kind(), reason.detail()));
      return Proof.NONE;
    }
    return ((Judgement.Accepted) judgement).proof();
  }

  /**
   * Reads a package's NEVRA from its header.
   *
   * @return empty if it cannot be read; {@link #scan} then says why
   */
  public static Optional<PackageId> identify(PackageRef ref) {
    try (InputStream file = ref.location().open()) {
      return Optional.of(
          PackageHeaders.read(new RpmInput(file, ref.name(), ref.location().size())).id());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static MessageDigest newDigest(FileDigest expected) {
    return expected.algorithm().newMessageDigest();
  }

  private static void checkIdentity(PackageId listed, PackageId actual, FindingLog findings) {
    if (!RpmVersions.isSameNevra(listed, actual)) {
      findings.add(
          FindingKind.METADATA_MISMATCH,
          "the metadata says %s, the package %s".formatted(listed, actual));
    }
  }

  /** With the payload, the size was checked while reading. */
  private void checkFileSize(PackageRef ref, PackageHeaders headers) throws IOException {
    OptionalLong size = ref.location().size();
    if (mode == ReadMode.HEADERS && size.isPresent()) {
      headers.checkSize(size.getAsLong());
    }
  }

  /** Returns whether the whole file was compared with a checksum that proves anything. */
  private static boolean checkChecksum(
      PackageRef ref, RpmInput in, Optional<MessageDigest> checksum, FindingLog findings)
      throws IOException {
    if (checksum.isEmpty()) {
      return false;
    }
    in.drain();
    FileDigest expected = ref.checksum().orElseThrow();
    FileDigest actual = new FileDigest(expected.algorithm(), checksum.get().digest());
    if (!actual.equals(expected)) {
      findings.add(
          FindingKind.CHECKSUM_MISMATCH,
          "the metadata says %s, the file is %s".formatted(expected, actual.hex()));
    }
    if (ref.size().isPresent() && ref.size().getAsLong() != in.offset()) {
      findings.add(
          FindingKind.CHECKSUM_MISMATCH,
          "the metadata says %,d bytes, the file has %,d"
              .formatted(ref.size().getAsLong(), in.offset()));
    }
    return !expected.algorithm().isWeak();
  }
}
