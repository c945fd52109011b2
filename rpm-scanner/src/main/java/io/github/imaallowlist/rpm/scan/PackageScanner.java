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
import io.github.imaallowlist.rpm.repository.HeaderRangeException;
import io.github.imaallowlist.rpm.repository.OpenPackage;
import io.github.imaallowlist.rpm.repository.PackageRef;
import io.github.imaallowlist.rpm.repository.PackageSelection;
import io.github.imaallowlist.rpm.transport.FetchFailedException;
import io.github.imaallowlist.rpm.transport.FetchFailure;
import io.github.imaallowlist.rpm.trust.Judgement;
import io.github.imaallowlist.rpm.trust.MetadataProof;
import io.github.imaallowlist.rpm.trust.Proof;
import io.github.imaallowlist.rpm.trust.TrustPolicy;
import io.github.imaallowlist.rpm.version.RpmVersions;
import java.io.IOException;
import java.net.HttpURLConnection;
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
   * @param mode not {@link ReadMode#METADATA}
   * @param algorithms of the digests to come out, at least one
   * @param selection decides about packages that no metadata describes, by their header
   * @param trust what has to prove where packages are from
   */
  public PackageScanner(
      ReadMode mode,
      SortedSet<HashAlgorithm> algorithms,
      PackageSelection selection,
      TrustPolicy trust) {
    this(mode, algorithms, selection, trust, ImaKeyring.EMPTY);
  }

  /**
   * @param mode not {@link ReadMode#METADATA}
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
   * <p>Where its headers would do, no more of a package on a server is fetched, unless only the
   * whole file proves where it is from: by its checksum in the metadata, or by a signature over
   * header and payload.
   *
   * @param metadata what proves the metadata of the package's source
   */
  public ScanOutcome scan(PackageRef ref, MetadataProof metadata) {
    boolean whole = mode == ReadMode.PAYLOAD || trust.needsChecksum(metadata);
    return (whole ? Optional.<ScanOutcome>empty() : attempt(ref, metadata, false))
        .orElseGet(() -> attempt(ref, metadata, true).orElseThrow());
  }

  /** Empty if not all of the file was there, and the rest of it may prove more. */
  private Optional<ScanOutcome> attempt(PackageRef ref, MetadataProof metadata, boolean whole) {
    FindingLog findings = new FindingLog(ref.name());
    try (OpenPackage file =
        whole ? ref.location().open() : ref.location().openHeaders(ref.headerRange())) {
      RpmInput in = new RpmInput(file.in(), ref.name(), ref.location().size());
      return scan(ref, file, in, metadata, findings);
    } catch (InputException e) {
      findings.add(e);
    } catch (HeaderRangeException e) {
      findings.add(FindingKind.METADATA_MISMATCH, String.valueOf(e.getMessage()));
    } catch (FetchFailedException e) {
      findings.add(kindOf(e), String.valueOf(e.getMessage()));
    } catch (IOException e) {
      findings.add(FindingKind.UNREADABLE_PACKAGE, String.valueOf(e.getMessage()));
    } catch (OutOfMemoryError e) {
      // What a package asks for is bounded, but several at once may still ask for too much.
      findings.add(
          FindingKind.OUT_OF_MEMORY,
          "it needs more than is left of the %d MiB that Java has"
              .formatted(Runtime.getRuntime().maxMemory() >> 20));
    }
    return Optional.of(rejected(ref, Optional.empty(), findings));
  }

  private static FindingKind kindOf(FetchFailedException e) {
    if (e.failure() == FetchFailure.CHANGED) {
      return FindingKind.CHECKSUM_MISMATCH;
    }
    int status = e.status().orElse(0);
    boolean gone =
        status == HttpURLConnection.HTTP_NOT_FOUND || status == HttpURLConnection.HTTP_GONE;
    return gone ? FindingKind.MISSING_PACKAGE : FindingKind.UNREADABLE_PACKAGE;
  }

  private Optional<ScanOutcome> scan(
      PackageRef ref, OpenPackage file, RpmInput in, MetadataProof metadata, FindingLog findings)
      throws IOException {
    Optional<PackageId> id = Optional.empty();
    Optional<MessageDigest> checksum =
        file.whole() ? ref.checksum().map(PackageScanner::newDigest) : Optional.empty();
    checksum.ifPresent(in::tap);
    try {
      PackageHeaders headers = PackageHeaders.read(in, trust.signatures(mode));
      id = Optional.of(headers.id());
      findings.identify(headers.id());
      Optional<PackageSelection.Reason> reason = reasonAgainst(ref, headers.id());
      if (reason.isPresent()) {
        return Optional.of(new ScanOutcome.Deselected(ref, reason.get()));
      }
      if (!file.whole() && headers.signaturesNeedPayload()) {
        return Optional.empty();
      }
      ref.id().ifPresent(listed -> checkIdentity(listed, headers.id(), findings));
      ScannedPackage contents = reader.read(in, headers, findings);
      checkFileSize(file, headers);
      if (!file.whole()) {
        checkHeaderEnd(ref, headers, findings);
      }
      boolean compared = checkChecksum(ref, in, checksum, findings);
      if (findings.isEmpty()) {
        return judge(ref, file, contents, metadata, compared, findings);
      }
    } catch (InputException e) {
      findings.add(e);
      checkChecksum(ref, in, checksum, findings);
    }
    return Optional.of(rejected(ref, id, findings));
  }

  private Optional<ScanOutcome> judge(
      PackageRef ref,
      OpenPackage file,
      ScannedPackage contents,
      MetadataProof metadata,
      boolean compared,
      FindingLog findings) {
    Judgement judgement = trust.judge(contents, metadata, compared);
    if (judgement instanceof Judgement.Accepted accepted) {
      return Optional.of(new ScanOutcome.Scanned(ref, contents, accepted.proof()));
    }
    if (!file.whole() && metadata instanceof MetadataProof.Proved) {
      return Optional.empty();
    }
    ((Judgement.Refused) judgement)
        .reasons()
        .forEach(reason -> findings.add(reason.kind(), reason.detail()));
    return Optional.of(rejected(ref, contents.id(), findings));
  }

  /** What metadata describes was selected by it. */
  private Optional<PackageSelection.Reason> reasonAgainst(PackageRef ref, PackageId id) {
    return ref.id().isPresent() ? Optional.empty() : selection.reasonAgainst(id);
  }

  private static ScanOutcome rejected(PackageRef ref, Optional<PackageId> id, FindingLog findings) {
    return new ScanOutcome.Scanned(ref, ScannedPackage.rejected(id, findings.toList()), Proof.NONE);
  }

  /**
   * Reads a package's NEVRA from its header.
   *
   * @return empty if it cannot be read; {@link #scan} then says why
   */
  public static Optional<PackageId> identify(PackageRef ref) {
    try (OpenPackage file = ref.location().openHeaders(ref.headerRange())) {
      return Optional.of(
          PackageHeaders.read(new RpmInput(file.in(), ref.name(), ref.location().size())).id());
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
  private void checkFileSize(OpenPackage file, PackageHeaders headers) throws IOException {
    OptionalLong size = file.size();
    if (mode == ReadMode.HEADERS && size.isPresent()) {
      headers.checkSize(size.getAsLong());
    }
  }

  /** One that ends later was found out while it was read. */
  private static void checkHeaderEnd(PackageRef ref, PackageHeaders headers, FindingLog findings) {
    long claimed = ref.headerRange().orElseThrow().end();
    if (claimed != headers.payloadStart()) {
      findings.add(
          FindingKind.METADATA_MISMATCH,
          "the metadata says that the header ends at byte %d, it ends at %d"
              .formatted(claimed, headers.payloadStart()));
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
