package io.github.imaallowlist.toolkit.generate;

import io.github.imaallowlist.allowlist.AllowlistCounts;
import io.github.imaallowlist.allowlist.PackageOwners;
import io.github.imaallowlist.allowlist.SortedAllowlist;
import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.toolkit.DetachedSigner;
import io.github.imaallowlist.toolkit.EnvelopeSigner;
import io.github.imaallowlist.toolkit.ListSigner;
import io.github.imaallowlist.toolkit.SignedBy;
import io.github.imaallowlist.toolkit.SigningRequest;
import io.github.imaallowlist.toolkit.output.Destination;
import io.github.imaallowlist.toolkit.output.SpoolFile;
import io.github.imaallowlist.toolkit.update.UpdateSummary;
import io.github.imaallowlist.toolkit.update.Updates;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Puts a list that is in a spool in its place, signed or not. */
final class AllowlistOutput {
  private final GenerateRequest request;
  private final Optional<ListSigner> signer;
  private final ProgressListener progress;
  private final Updates updates;

  AllowlistOutput(
      GenerateRequest request,
      Optional<ListSigner> signer,
      ProgressListener progress,
      Updates updates) {
    this.request = request;
    this.signer = signer;
    this.progress = progress;
    this.updates = updates;
  }

  /** The result of a run that writes nothing. */
  GenerateResult nothing(ScanTally tally) {
    return result(
        tally,
        UpdateSummary.NONE,
        Optional.empty(),
        Optional.empty(),
        UnmatchablePaths.NONE,
        SignedBy.NOBODY);
  }

  GenerateResult write(
      SortedAllowlist allowlist,
      PackageOwners owners,
      PolicySettings settings,
      BasePolicy base,
      ScanTally tally,
      Optional<FilterDecision> filter)
      throws IOException, AllowlistException {
    progress.phase(Phase.WRITE);
    try (SpoolFile spool = SpoolFile.create(request.output().temporaryFolder(), "the allowlist")) {
      AllowlistWriter writer =
          request.list().format().open(spool.out(), settings, allowlist.newSpool());
      Optional<FilterTally> filterTally = filter.map(FilterDecision::tally);
      AllowlistCounts counts =
          filterTally.isPresent()
              ? allowlist.forEach(filterTally.get().counting(writer), filterTally.get())
              : allowlist.forEach(writer);
      Optional<FilterSummary> filtered = filterTally.map(one -> one.summary(settings));
      writer.finish(
          ProvenanceOf.run(
              request,
              base,
              tally,
              counts,
              writer.unmatchable(),
              filtered,
              updates.provenance(owners)));
      progress.phase(Phase.SIGN);
      if (filter.isPresent()) {
        filter.get().putPolicy();
      }
      SignedBy signedBy = put(spool);
      return result(
          tally,
          updates.summary(owners),
          Optional.of(counts),
          filtered,
          writer.unmatchable(),
          signedBy);
    }
  }

  private static void ensureSignaturePossible(OutputRequest output, SigningRequest signing)
      throws IOException, AllowlistException {
    if (output.signatureDestination().isPresent()
        && output.destination() instanceof Destination.InFile list) {
      Destination.InFile signature = output.signatureDestination().get();
      list.ensureRegular();
      signature.ensurePossible();
      signature.ensureRegular();
      signature.ensureNot(signing.files());
      signature.ensureIsNot(list);
    }
  }

  static SignedBy put(SpoolFile list, OutputRequest output, Optional<ListSigner> signer)
      throws IOException, AllowlistException {
    Destination.Content content =
        out -> {
          try (InputStream in = list.open()) {
            in.transferTo(out);
          }
        };
    if (signer.isEmpty()) {
      output.destination().put(content);
      return SignedBy.NOBODY;
    }
    if (signer.get() instanceof EnvelopeSigner envelope) {
      return envelope.sign(list, output.destination());
    }
    DetachedSigner.NewSignature signature = ((DetachedSigner) signer.get()).signing().sign(list);
    Destination.InFile.putBoth(
        (Destination.InFile) output.destination(),
        content,
        output.signatureDestination().orElseThrow(),
        out -> out.write(signature.bytes()));
    return signature.signedBy();
  }

  private GenerateResult result(
      ScanTally tally,
      UpdateSummary updated,
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
        signedBy,
        updated);
  }
}
