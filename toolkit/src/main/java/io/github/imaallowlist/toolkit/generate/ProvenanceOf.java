package io.github.imaallowlist.toolkit.generate;

import io.github.imaallowlist.allowlist.AllowlistCounts;
import io.github.imaallowlist.format.LeftOut;
import io.github.imaallowlist.format.Provenance;
import io.github.imaallowlist.format.ProvenanceFilter;
import io.github.imaallowlist.format.ProvenanceSource;
import io.github.imaallowlist.format.ProvenanceUpdates;
import io.github.imaallowlist.format.UnmatchablePaths;
import io.github.imaallowlist.format.Validity;
import io.github.imaallowlist.model.FilePath;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.model.PackageId;
import io.github.imaallowlist.rpm.finding.Finding;
import io.github.imaallowlist.rpm.imasignature.FileSignatureCounts;
import io.github.imaallowlist.toolkit.ToolVersion;
import io.github.imaallowlist.toolkit.filter.FilterSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a list says of where it comes from. */
final class ProvenanceOf {
  private ProvenanceOf() {}

  static Provenance run(
      AllowlistRequest request,
      BasePolicy base,
      ScanTally tally,
      List<SourceSummary> sources,
      AllowlistCounts counts,
      UnmatchablePaths unmatchable,
      Optional<Validity> validity,
      Optional<FilterSummary> filter,
      ProvenanceUpdates updates) {
    ProofCounts proofs = tally.proofs();
    SortedMap<String, Long> trust = new TreeMap<>();
    proofs.ways().forEach((way, packages) -> trust.put(way.toString(), packages));
    return new Provenance(
        ToolVersion.NAME,
        ToolVersion.VERSION,
        request.source().readMode().toString(),
        request.list().algorithms().stream().map(HashAlgorithm::kernelName).toList(),
        trust,
        proofs.signers(),
        sources.stream().map(ProvenanceOf::source).toList(),
        base.sha256(),
        numbers(tally, counts),
        leftOut(tally, unmatchable),
        tally.findings().isEmpty(),
        validity,
        filter.map(ProvenanceOf::filter),
        updates);
  }

  private static ProvenanceFilter filter(FilterSummary filter) {
    SortedMap<String, Long> numbers = new TreeMap<>();
    numbers.put("paths-left-out", filter.leftOutPaths());
    numbers.put("json-bytes-kept", filter.keptJsonBytes());
    numbers.put("json-bytes-left-out", filter.leftOutJsonBytes());
    return new ProvenanceFilter(
        filter.imaPolicy(),
        filter.imaPolicySha256(),
        filter.profile(),
        filter.selinuxPolicySha256(),
        numbers);
  }

  private static ProvenanceSource source(SourceSummary source) {
    return new ProvenanceSource(
        source.kind(), source.repomdSha256(), source.revision(), source.packages(), source.files());
  }

  private static SortedMap<String, Long> numbers(ScanTally tally, AllowlistCounts counts) {
    SortedMap<String, Long> numbers = new TreeMap<>();
    numbers.put("paths", counts.paths());
    numbers.put("digests", counts.digests());
    numbers.put("paths-through-links", counts.throughLinks());
    numbers.put("paths-unresolved", counts.unresolved());
    numbers.put("spaces-replaced", counts.spacesReplaced());
    numbers.put("ghosts", tally.unmeasured().ghosts());
    numbers.put("weak-header-digests", tally.weakHeaderDigests());
    putFileSignatures(numbers, tally.fileSignatures());
    tally
        .deselected()
        .forEach(
            (reason, packages) -> numbers.put("packages-" + Reasons.of(reason), (long) packages));
    return numbers;
  }

  /** Most lists are of packages without any; nothing is said then. */
  private static void putFileSignatures(
      SortedMap<String, Long> numbers, FileSignatureCounts signatures) {
    SortedMap<String, Long> counts = new TreeMap<>();
    counts.put("ima-signatures", signatures.files());
    counts.put("ima-signatures-verified", signatures.good().total());
    counts.put("ima-signatures-weak", signatures.weak());
    counts.put("ima-signatures-unknown-key", signatures.unknownKey().total());
    counts.put("ima-signatures-not-verifiable", signatures.notVerifiable());
    counts.values().removeIf(files -> files == 0);
    numbers.putAll(counts);
  }

  private static List<LeftOut> leftOut(ScanTally tally, UnmatchablePaths unmatchable) {
    List<LeftOut> all = new ArrayList<>();
    for (Finding finding : tally.findings()) {
      all.add(
          new LeftOut(
              finding.kind().toString(),
              finding.packageId().map(PackageId::toString),
              Optional.of(finding.file()),
              finding.path().map(FilePath::toString),
              finding.detail()));
    }
    unmatchable
        .examples()
        .forEach(
            path ->
                all.add(
                    new LeftOut(
                        "unmatchable-path",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(path.toString()),
                        "not valid UTF-8, or with a newline: a Keylime agent cannot report it")));
    return all;
  }
}
