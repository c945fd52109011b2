package io.github.imaallowlist.rpm.repodata;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.rpm.repodata.SignatureRule.Refuse;
import io.github.imaallowlist.rpm.repodata.SignatureRule.RemoveStale;
import io.github.imaallowlist.rpm.repodata.SignatureRule.Renew;
import io.github.imaallowlist.rpm.trust.SignedRepomd;
import java.io.IOException;

/** What one run does to {@code repomd.xml.asc}. */
final class SignatureUpdate {
  private final RepodataState state;
  private final SignatureRule rule;
  private final FileSteps steps;
  private boolean renewed;
  private boolean removed;

  SignatureUpdate(RepodataState state, SignatureRule rule, FileSteps steps) {
    this.state = state;
    this.rule = rule;
    this.steps = steps;
  }

  /**
   * Fails where there is a signature, and nobody said what becomes of it.
   *
   * @param changes whether {@code repomd.xml} changes
   */
  void ensureAllowed(boolean changes) throws AllowlistException {
    if (!(rule instanceof Refuse) || state.signature().isEmpty()) {
      return;
    }
    if (changes) {
      throw new AllowlistException(
          ExitCode.USAGE,
          "%s would no longer be the signature of repomd.xml".formatted(state.signatureFile()),
          "Name the key to sign repomd.xml with, or have the old signature removed.");
    }
    if (state.interrupted()) {
      throw new AllowlistException(
          ExitCode.NO_TRUST,
          "%s may be of another repomd.xml: a run was killed while it replaced both"
              .formatted(state.signatureFile()),
          "Name the key to sign repomd.xml with, or have the signature removed.");
    }
  }

  /** Makes and writes a new signature where one is needed, or decides to remove the old one. */
  void stage(byte[] repomd, boolean changed) throws IOException, AllowlistException {
    boolean suspect = changed || state.interrupted();
    if (rule instanceof RemoveStale) {
      removed = suspect && state.signature().isPresent();
    } else if (rule instanceof Renew renew && (suspect || !isGood(renew.signer(), repomd))) {
      byte[] signature = signed(renew.signer(), repomd);
      steps.write(state.stagedSignature(), state.repomdFile(), out -> out.write(signature));
      renewed = true;
    }
  }

  private boolean isGood(RepomdSigner signer, byte[] repomd)
      throws IOException, AllowlistException {
    return state.signature().isPresent() && signer.vouches(repomd.clone(), state.signature().get());
  }

  private byte[] signed(RepomdSigner signer, byte[] repomd) throws IOException, AllowlistException {
    byte[] signature = signer.sign(repomd.clone()).clone();
    if (signature.length > SignedRepomd.SIGNATURE_BYTES
        || !signer.vouches(repomd.clone(), signature.clone())) {
      throw new AllowlistException(
          ExitCode.NO_TRUST,
          "what was made to sign %s does not verify".formatted(state.repomdFile()),
          "Check the key, or the command that signs; nothing was changed.");
    }
    return signature;
  }

  /** Puts it in its place, or removes the old one. */
  void put() throws IOException {
    if (renewed) {
      steps.rename(state.stagedSignature(), state.signatureFile());
    } else if (removed) {
      steps.delete(state.signatureFile());
    }
  }

  boolean isRenewed() {
    return renewed;
  }

  boolean isChanged() {
    return renewed || removed;
  }
}
