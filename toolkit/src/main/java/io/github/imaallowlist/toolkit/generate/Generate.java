package io.github.imaallowlist.toolkit.generate;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.toolkit.ListSigner;
import io.github.imaallowlist.toolkit.ProgressListener;
import io.github.imaallowlist.toolkit.ProgressListener.Phase;
import io.github.imaallowlist.toolkit.SignedBy;
import io.github.imaallowlist.toolkit.output.Destination;
import io.github.imaallowlist.toolkit.output.SpoolFile;
import io.github.imaallowlist.toolkit.source.SourcePlan;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes an allowlist: lists the sources, reads their packages, merges, writes and signs.
 *
 * <p>It fails closed: without proof of origin, with findings, or if a source changed while it was
 * read, nothing is written, unless the request says otherwise for the first two.
 */
public final class Generate {
  private Generate() {}

  /**
   * Makes the allowlist.
   *
   * @return what was made; with findings, and unless the request allows it, nothing was written
   * @throws AllowlistException if it cannot be made at all
   */
  public static GenerateResult run(GenerateRequest request, ProgressListener progress)
      throws AllowlistException {
    try {
      return make(request, progress);
    } catch (IOException e) {
      throw AllowlistPreparation.failure(e);
    }
  }

  private static GenerateResult make(GenerateRequest request, ProgressListener progress)
      throws IOException, AllowlistException {
    AllowlistOutput.ensurePossible(request);
    AllowlistPreparation preparation = AllowlistPreparation.of(request.allowlist(), progress);
    Optional<ListSigner> signer =
        request.output().signing().isPresent()
            ? Optional.of(request.output().signing().get().open())
            : Optional.empty();
    try (SourcePlan plan = preparation.plan();
        ScannedSources scanned = preparation.scan(plan, Optional.empty(), Optional.empty())) {
      if (!scanned.isToBeWritten()) {
        return scanned.result();
      }
      try (SpoolFile spool =
          SpoolFile.create(request.output().temporaryFolder(), "the allowlist")) {
        WrittenList list = scanned.write(spool, request.list().validity());
        progress.phase(Phase.SIGN);
        SignedBy signedBy = put(list, spool, request.output(), signer);
        return scanned.result(list, signedBy);
      }
    }
  }

  /**
   * Puts the list in its place, and then the IMA policy that it was cut to. The policy is on disk
   * before, so that a disk that is full, or a key that fails, leaves the old list with the old
   * policy, and between the two stands one rename. A run that is killed right there leaves the new
   * list, which says by its digest what policy it is for, and hosts with the policy that they had:
   * as with any list, until they load the next one. The other way round they would load a policy
   * that there is no list for.
   */
  private static SignedBy put(
      WrittenList list, SpoolFile spool, OutputRequest output, Optional<ListSigner> signer)
      throws IOException, AllowlistException {
    if (list.decision().isEmpty()) {
      return AllowlistOutput.put(spool, output, signer);
    }
    try (Destination.InFile.@Nullable Prepared policy =
        list.decision().get().preparePolicy().orElse(null)) {
      SignedBy signedBy = AllowlistOutput.put(spool, output, signer);
      if (policy != null) {
        policy.put();
      }
      return signedBy;
    }
  }
}
