package io.github.imaallowlist.rpm.scan;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.rpm.ScannedPackage;
import io.github.imaallowlist.rpm.finding.Finding;
import io.github.imaallowlist.rpm.finding.FindingKind;
import io.github.imaallowlist.rpm.finding.FindingLog;
import io.github.imaallowlist.rpm.metadata.FilelistsExtXml;
import io.github.imaallowlist.rpm.metadata.ListedFiles;
import io.github.imaallowlist.rpm.metadata.MetadataRecord;
import io.github.imaallowlist.rpm.metadata.MetadataStream;
import io.github.imaallowlist.rpm.metadata.Repomd;
import io.github.imaallowlist.rpm.repository.PackageRef;
import io.github.imaallowlist.rpm.repository.PackageSource;
import io.github.imaallowlist.rpm.repository.Repository;
import io.github.imaallowlist.rpm.repository.SourceChangedException;
import io.github.imaallowlist.rpm.repository.SourceListing;
import io.github.imaallowlist.rpm.trust.Judgement;
import io.github.imaallowlist.rpm.trust.MetadataProof;
import io.github.imaallowlist.rpm.trust.Proof;
import io.github.imaallowlist.rpm.trust.TrustPolicy;
import io.github.imaallowlist.rpm.version.RpmVersions;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Stream;

/**
 * Takes the files' digests of a whole repository from its {@code filelists-ext.xml}; no package is
 * looked at. All that is taken so rests on the metadata alone.
 */
public final class MetadataScan {
  private final ListedFilesReader reader;
  private final TrustPolicy trust;
  private final MetadataProof proof;

  /**
   * @param algorithms of the digests to come out, at least one
   * @param trust what has to prove where packages are from
   * @param proof what proves the metadata of the source
   */
  public MetadataScan(SortedSet<HashAlgorithm> algorithms, TrustPolicy trust, MetadataProof proof) {
    this.reader = new ListedFilesReader(algorithms);
    this.trust = trust;
    this.proof = proof;
  }

  /**
   * Fails if the source has no such metadata; to be asked before anything is read at length.
   *
   * @throws AllowlistException what is missing, and how it is made
   */
  public static void ensurePossible(PackageSource source) throws AllowlistException {
    if (filelistsExt(source).isEmpty()) {
      throw new AllowlistException(
          ExitCode.USAGE,
          source.repomd().isPresent()
              ? source.name() + ": repomd.xml lists no filelists-ext, which has the files' digests"
              : source.name() + " has no metadata to read digests from",
          "Make the metadata with createrepo_c --filelists-ext (0.21 or later), or give --read"
              + " headers.");
    }
  }

  private static Optional<MetadataRecord> filelistsExt(PackageSource source) {
    return source.repomd().flatMap(Repomd::filelistsExt);
  }

  /**
   * Scans a repository. The outcomes count for nothing if this throws.
   *
   * @param listing all that the source listed
   * @param wanted those of its packages that are wanted, the same objects
   * @param sink gets an outcome for each that is wanted, in the calling thread
   * @return what the metadata's files do not agree in, apart from those packages
   */
  public List<Finding> run(
      PackageSource source,
      SourceListing listing,
      Collection<PackageRef> wanted,
      ParallelScan.Sink<ScanOutcome> sink)
      throws AllowlistException, IOException {
    ensurePossible(source);
    MetadataRecord files = filelistsExt(source).orElseThrow();
    Matching matching = new Matching(files.location().path().toString(), listing, wanted, sink);
    try (MetadataStream metadata = ((Repository) source).open(files)) {
      metadata.read(
          content -> {
            String name = source.name() + "/" + files.location().path();
            FilelistsExtXml.parse(name, content, matching::take);
            return matching;
          });
    } catch (IOException e) {
      throw SourceChangedException.explaining(e, source);
    }
    matching.rejectWhatIsLeft();
    return matching.findings.toList();
  }

  /** The metadata's checksum, with which the caller's outcomes stand and fall, covers all of it. */
  private ScanOutcome judge(PackageRef ref, ScannedPackage contents) {
    if (!contents.findings().isEmpty()) {
      return new ScanOutcome.Scanned(ref, contents, Proof.NONE);
    }
    Judgement judgement = trust.judge(contents, proof, true);
    if (judgement instanceof Judgement.Accepted accepted) {
      return new ScanOutcome.Scanned(ref, contents, accepted.proof());
    }
    FindingLog log = logOf(ref);
    ((Judgement.Refused) judgement)
        .reasons()
        .forEach(reason -> log.add(reason.kind(), reason.detail()));
    return rejected(ref, log);
  }

  private static ScanOutcome rejected(PackageRef ref, FindingLog log) {
    return new ScanOutcome.Scanned(
        ref, ScannedPackage.rejected(ref.id(), log.toList()), Proof.NONE);
  }

  private static FindingLog logOf(PackageRef ref) {
    FindingLog log = new FindingLog(ref.name());
    ref.id().ifPresent(log::identify);
    return log;
  }

  /** Brings what {@code filelists-ext.xml} lists together with what {@code primary.xml} does. */
  private final class Matching {
    private final Map<String, Deque<PackageRef>> unread = new HashMap<>();
    private final Set<PackageRef> wanted = Collections.newSetFromMap(new IdentityHashMap<>());
    private final ParallelScan.Sink<ScanOutcome> sink;
    private final FindingLog findings;

    Matching(
        String name,
        SourceListing listing,
        Collection<PackageRef> wanted,
        ParallelScan.Sink<ScanOutcome> sink) {
      this.sink = sink;
      this.findings = new FindingLog(name);
      this.wanted.addAll(wanted);
      Stream.of(listing.packages(), listing.weak(), listing.missing())
          .flatMap(List::stream)
          .forEach(this::expect);
    }

    private void expect(PackageRef ref) {
      String pkgid = ref.checksum().orElseThrow().hex();
      unread.computeIfAbsent(pkgid, added -> new ArrayDeque<>(1)).add(ref);
    }

    void take(ListedFiles listed) throws IOException {
      Deque<PackageRef> refs = unread.get(listed.pkgid());
      if (refs == null || refs.isEmpty()) {
        findings.add(
            FindingKind.METADATA_MISMATCH,
            "it lists %s, which primary.xml does not".formatted(listed.id()));
        return;
      }
      PackageRef ref = refs.remove();
      if (wanted.remove(ref)) {
        sink.accept(judge(ref, scan(ref, listed)));
      }
    }

    private ScannedPackage scan(PackageRef ref, ListedFiles listed) {
      FindingLog log = new FindingLog(ref.name());
      log.identify(listed.id());
      if (!RpmVersions.isSameNevra(ref.id().orElseThrow(), listed.id())) {
        log.add(
            FindingKind.METADATA_MISMATCH,
            "primary.xml says %s, filelists-ext %s".formatted(ref.id().get(), listed.id()));
      }
      return reader.read(listed, log);
    }

    void rejectWhatIsLeft() throws IOException {
      for (Deque<PackageRef> refs : unread.values()) {
        for (PackageRef ref : refs) {
          if (wanted.contains(ref)) {
            FindingLog log = logOf(ref);
            log.add(FindingKind.METADATA_MISMATCH, "filelists-ext does not list it");
            sink.accept(rejected(ref, log));
          }
        }
      }
    }
  }
}
