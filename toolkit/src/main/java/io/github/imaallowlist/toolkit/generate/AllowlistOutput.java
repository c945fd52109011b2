package io.github.imaallowlist.toolkit.generate;

import io.github.imaallowlist.allowlist.AllowlistCounts;
import io.github.imaallowlist.allowlist.SortedAllowlist;
import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.format.AllowlistWriter;
import io.github.imaallowlist.format.PolicySettings;
import io.github.imaallowlist.format.UnmatchablePaths;
import io.github.imaallowlist.toolkit.DetachedSigner;
import io.github.imaallowlist.toolkit.EnvelopeSigner;
import io.github.imaallowlist.toolkit.ListSigner;
import io.github.imaallowlist.toolkit.ProgressListener;
import io.github.imaallowlist.toolkit.ProgressListener.Phase;
import io.github.imaallowlist.toolkit.SignedBy;
import io.github.imaallowlist.toolkit.filter.FilterDecision;
import io.github.imaallowlist.toolkit.filter.FilterSummary;
import io.github.imaallowlist.toolkit.filter.FilterTally;
import io.github.imaallowlist.toolkit.output.Destination;
import io.github.imaallowlist.toolkit.output.SpoolFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Writes an allowlist to a spool, and from there, signed or not, to its place. */
final class AllowlistOutput {
  private final GenerateRequest request;
  private final Optional<ListSigner> signer;
  private final ProgressListener progress;

  AllowlistOutput(GenerateRequest request, Optional<ListSigner> signer, ProgressListener progress) {
    this.request = request;
    this.signer = signer;
    this.progress = progress;
  }

  /** The result of a run that writes nothing. */
  GenerateResult nothing(ScanTally tally) {
    return result(
        tally, Optional.empty(), Optional.empty(), UnmatchablePaths.NONE, SignedBy.NOBODY);
  }

  GenerateResult write(
      SortedAllowlist allowlist,
      PolicySettings settings,
      BasePolicy base,
      ScanTally tally,
      Optional<FilterDecision> filter)
      throws IOException, AllowlistException {
    progress.phase(Phase.WRITE);
    try (SpoolFile spool = SpoolFile.create(request.output().temporaryFolder(), "the allowlist")) {
      AllowlistWriter writer = request.list().format().open(spool.out(), settings);
      Optional<FilterTally> filterTally = filter.map(FilterDecision::tally);
      AllowlistCounts counts =
          filterTally.isPresent()
              ? filterTally.get().forEach(allowlist, writer)
              : allowlist.forEach(writer);
      Optional<FilterSummary> filtered = filterTally.map(one -> one.summary(settings));
      writer.finish(ProvenanceOf.run(request, base, tally, counts, writer.unmatchable(), filtered));
      progress.phase(Phase.SIGN);
      if (filter.isPresent()) {
        filter.get().putPolicy();
      }
      SignedBy signedBy = put(spool);
      return result(tally, Optional.of(counts), filtered, writer.unmatchable(), signedBy);
    }
  }

  private SignedBy put(SpoolFile list) throws IOException, AllowlistException {
    Destination.Content content =
        out -> {
          try (InputStream in = list.open()) {
            in.transferTo(out);
          }
        };
    if (signer.isEmpty()) {
      request.output().destination().put(content);
      return SignedBy.NOBODY;
    }
    if (signer.get() instanceof EnvelopeSigner envelope) {
      return envelope.sign(list, request.output().destination());
    }
    DetachedSigner.NewSignature signature = ((DetachedSigner) signer.get()).signing().sign(list);
    Destination.InFile.putBoth(
        (Destination.InFile) request.output().destination(),
        content,
        request.output().signatureDestination().orElseThrow(),
        out -> out.write(signature.bytes()));
    return signature.signedBy();
  }

  private GenerateResult result(
      ScanTally tally,
      Optional<AllowlistCounts> counts,
      Optional<FilterSummary> filter,
      UnmatchablePaths unmatchable,
      SignedBy signedBy) {
    return new GenerateResult(
        tally.sources(),
        tally.packagesRead(),
        tally.bytesRead(),
        tally.deselected(),
        tally.unmeasured(),
        tally.proofs(),
        tally.weakHeaderDigests(),
        new FileSignatureSummary(
            !request.fileSignatures().certificates().isEmpty(), tally.fileSignatures()),
        counts,
        filter,
        unmatchable,
        tally.findings(),
        signedBy);
  }
}
