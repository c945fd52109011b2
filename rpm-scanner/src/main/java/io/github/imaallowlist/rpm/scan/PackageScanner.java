package io.github.imaallowlist.rpm.scan;

import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.model.PackageId;
import io.github.imaallowlist.rpm.PackageHeaders;
import io.github.imaallowlist.rpm.PackageReader;
import io.github.imaallowlist.rpm.ReadMode;
import io.github.imaallowlist.rpm.ScannedPackage;
import io.github.imaallowlist.rpm.cache.CacheEntry;
import io.github.imaallowlist.rpm.finding.FindingKind;
import io.github.imaallowlist.rpm.finding.FindingLog;
import io.github.imaallowlist.rpm.header.RpmInput;
import io.github.imaallowlist.rpm.imasignature.ImaKeyring;
import io.github.imaallowlist.rpm.payload.ContentReceiver;
import io.github.imaallowlist.rpm.repository.HeaderRangeException;
import io.github.imaallowlist.rpm.repository.OpenPackage;
import io.github.imaallowlist.rpm.repository.PackageRef;
import io.github.imaallowlist.rpm.repository.PackageSelection;
import io.github.imaallowlist.rpm.repository.StoredScan;
import io.github.imaallowlist.rpm.scan.ScanOutcome.Kept;
import io.github.imaallowlist.rpm.signature.SignatureSelection;
import io.github.imaallowlist.rpm.transport.FetchFailedException;
import io.github.imaallowlist.rpm.transport.FetchFailure;
import io.github.imaallowlist.rpm.trust.Judgement;
import io.github.imaallowlist.rpm.trust.MetadataProof;
import io.github.imaallowlist.rpm.trust.Proof;
import io.github.imaallowlist.rpm.trust.TrustPolicy;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.util.Optional;
import java.util.SortedSet;

/**
 * Scans a package of a source, in one pass over its bytes, and holds it against what the source's
 * metadata says of it: size, checksum and NEVRA; then judges where it is from. Safe for use by
 * several threads.
 */
public final class PackageScanner {
  /** So little work is what the cache has, that new packages are read first, but for tiny ones. */
  private static final int LOOK_UP_SHARE = 64;

  private final ReadMode mode;
  private final PackageReader reader;
  private final PackageSelection selection;
  private final TrustPolicy trust;
  private final Optional<CachedResults> cached;

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
    this(mode, algorithms, selection, trust, imaKeyring, Optional.empty());
  }

  /**
   * @param mode not {@link ReadMode#METADATA}
   * @param algorithms of the digests to come out, at least one
   * @param selection decides about packages that no metadata describes, by their header
   * @param trust what has to prove where packages are from
   * @param imaKeyring verifies the files' IMA signatures
   * @param cache has results of packages, and keeps them; not looked at but with {@link
   *     ReadMode#PAYLOAD}, as no other tells what is in a package
   */
  public PackageScanner(
      ReadMode mode,
      SortedSet<HashAlgorithm> algorithms,
      PackageSelection selection,
      TrustPolicy trust,
      ImaKeyring imaKeyring,
      Optional<CacheUse> cache) {
    this.mode = mode;
    this.cached =
        cache
            .filter(use -> mode == ReadMode.PAYLOAD)
            .map(use -> new CachedResults(use, algorithms, imaKeyring));
    this.reader = new PackageReader(mode, algorithms, imaKeyring);
    this.selection = selection;
    this.trust = trust;
  }

  /**
   * How much work a package is likely to be, next to others: its bytes, or few of them where the
   * cache seems to have its results.
   *
   * @param bytes of its file
   */
  public long workOf(PackageRef ref, long bytes) {
    boolean read = cached.isEmpty() || !(cached.get().only() || cached.get().seemsToHave(ref));
    return read ? bytes : bytes / LOOK_UP_SHARE;
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
    return cached
        .flatMap(results -> lookUp(results, ref, metadata))
        .orElseGet(() -> scan(ref, metadata, ContentReceiver.NOBODY));
  }

  /** Empty if the package is to be read. */
  private Optional<ScanOutcome> lookUp(
      CachedResults results, PackageRef ref, MetadataProof metadata) {
    FindingLog findings = new FindingLog(ref.name());
    ref.id().ifPresent(findings::identify);
    try {
      CachedResults.Result result = results.find(ref);
      if (result.entry().isPresent()) {
        return Optional.of(judgeEntry(ref, result.entry().get(), metadata));
      }
      findings.add(result.kind(), result.problem());
    } catch (InputException e) {
      findings.add(FindingKind.NOT_IN_CACHE, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      findings.add(FindingKind.UNREADABLE_PACKAGE, String.valueOf(e.getMessage()));
    } catch (OutOfMemoryError e) {
      findings.add(FindingKind.OUT_OF_MEMORY, outOfMemory());
    }
    return results.only() ? Optional.of(rejected(ref, ref.id(), findings)) : Optional.empty();
  }

  /** As of a package that was just read whole, and held against what metadata says of it. */
  private ScanOutcome judgeEntry(PackageRef ref, CacheEntry entry, MetadataProof metadata) {
    PackageId id = entry.contents().id().orElseThrow();
    Optional<PackageSelection.Reason> reason = reasonAgainst(ref, id);
    if (reason.isPresent()) {
      return new ScanOutcome.Deselected(ref, reason.get());
    }
    FindingLog findings = new FindingLog(ref.name());
    findings.identify(id);
    ScannedPackage contents = asAskedFor(entry.contents());
    return judge(ref, contents, metadata, ref.checksum().isPresent(), Kept.BEFORE, findings);
  }

  /** Without the signatures that were read only to be kept. */
  private ScannedPackage asAskedFor(ScannedPackage contents) {
    return trust.signatures(mode) == SignatureSelection.NONE
        ? contents.withoutSignatures()
        : contents;
  }

  private static String outOfMemory() {
    return "it needs more than is left of the %d MiB that Java has"
        .formatted(Runtime.getRuntime().maxMemory() >> 20);
  }

  /**
   * Scans a package, and hands contents of its payload over on the way; they may be used only if
   * the outcome is {@link ScanOutcome.Scanned} without findings.
   *
   * @param receiver is handed nothing but with {@link ReadMode#PAYLOAD}
   */
  public ScanOutcome scan(PackageRef ref, MetadataProof metadata, ContentReceiver receiver) {
    boolean whole = mode == ReadMode.PAYLOAD || trust.needsChecksum(metadata);
    return (whole ? Optional.<ScanOutcome>empty() : attempt(ref, metadata, receiver, false))
        .orElseGet(() -> attempt(ref, metadata, receiver, true).orElseThrow());
  }

  /** Empty if not all of the file was there, and the rest of it may prove more. */
  private Optional<ScanOutcome> attempt(
      PackageRef ref, MetadataProof metadata, ContentReceiver receiver, boolean whole) {
    FindingLog findings = new FindingLog(ref.name());
    try (OpenPackage file =
        whole ? ref.location().open() : ref.location().openHeaders(ref.headerRange())) {
      RpmInput in = new RpmInput(file.in(), ref.name(), ref.location().size());
      return scan(ref, file, in, metadata, receiver, findings);
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
      findings.add(FindingKind.OUT_OF_MEMORY, outOfMemory());
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
      PackageRef ref,
      OpenPackage file,
      RpmInput in,
      MetadataProof metadata,
      ContentReceiver receiver,
      FindingLog findings)
      throws IOException {
    Optional<PackageId> id = Optional.empty();
    MetadataClaims claims =
        MetadataClaims.of(ref, file, in, findings, cached.map(CachedResults::checksum));
    try {
      PackageHeaders headers = PackageHeaders.read(in, signatures());
      id = Optional.of(headers.id());
      findings.identify(headers.id());
      Optional<PackageSelection.Reason> reason = reasonAgainst(ref, headers.id());
      if (reason.isPresent()) {
        return Optional.of(new ScanOutcome.Deselected(ref, reason.get()));
      }
      if (!file.whole() && headers.signaturesNeedPayload()) {
        return Optional.empty();
      }
      claims.checkIdentity(headers.id());
      ScannedPackage contents = reader.read(in, headers, findings, receiver);
      if (mode == ReadMode.HEADERS) {
        claims.checkSize(headers);
      }
      boolean compared = claims.checkChecksum();
      if (findings.isEmpty()) {
        Kept kept = headers.hasAllSignatures() ? keep(claims, in, contents) : Kept.NOT;
        return judge(ref, file, asAskedFor(contents), metadata, compared, kept, findings);
      }
    } catch (InputException e) {
      findings.add(e);
      claims.checkChecksum();
    }
    return Optional.of(rejected(ref, id, findings));
  }

  private SignatureSelection signatures() {
    SignatureSelection needed = trust.signatures(mode);
    return cached.isPresent() && needed == SignatureSelection.NONE
        ? SignatureSelection.ALL_IF_SOUND
        : needed;
  }

  private Kept keep(MetadataClaims claims, RpmInput in, ScannedPackage contents) {
    boolean kept =
        cached.isPresent()
            && claims.actual().isPresent()
            && cached.get().keep(claims.actual().get(), in.offset(), contents);
    return kept ? Kept.NOW : Kept.NOT;
  }

  private Optional<ScanOutcome> judge(
      PackageRef ref,
      OpenPackage file,
      ScannedPackage contents,
      MetadataProof metadata,
      boolean compared,
      Kept kept,
      FindingLog findings) {
    boolean moreMayProve = !file.whole() && metadata instanceof MetadataProof.Proved;
    ScanOutcome outcome = judge(ref, contents, metadata, compared, kept, findings);
    return moreMayProve && !findings.isEmpty() ? Optional.empty() : Optional.of(outcome);
  }

  private ScanOutcome judge(
      PackageRef ref,
      ScannedPackage contents,
      MetadataProof metadata,
      boolean compared,
      Kept kept,
      FindingLog findings) {
    Judgement judgement = trust.judge(contents, metadata, compared);
    if (judgement instanceof Judgement.Accepted accepted) {
      return new ScanOutcome.Scanned(ref, contents, accepted.proof(), kept);
    }
    ((Judgement.Refused) judgement)
        .reasons()
        .forEach(reason -> findings.add(reason.kind(), reason.detail()));
    return new ScanOutcome.Scanned(
        ref, ScannedPackage.rejected(contents.id(), findings.toList()), Proof.NONE, kept);
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
    if (ref.location() instanceof StoredScan stored) {
      return stored.id();
    }
    try (OpenPackage file = ref.location().openHeaders(ref.headerRange())) {
      return Optional.of(
          PackageHeaders.read(new RpmInput(file.in(), ref.name(), ref.location().size())).id());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
