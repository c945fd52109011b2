package io.github.imaallowlist.toolkit.publish;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.rpm.repodata.RepomdSigner;
import io.github.imaallowlist.rpm.repodata.SignatureRule;
import io.github.imaallowlist.signing.ByteSource;
import io.github.imaallowlist.signing.openpgp.OpenPgpSignature;
import io.github.imaallowlist.signing.openpgp.OpenPgpSigner;
import io.github.imaallowlist.toolkit.SignedBy;
import java.io.IOException;

/** What becomes of the repository's signature, with the key at hand; remembers who signed. */
final class OpenedRepomdSigning {
  private final SignatureRule rule;
  private SignedBy signedBy = SignedBy.NOBODY;

  private OpenedRepomdSigning(RepomdSigning signing) throws IOException, AllowlistException {
    if (signing instanceof RepomdSigning.By by) {
      this.rule = new SignatureRule.Renew(new Signer(by.key().open()));
    } else if (signing instanceof RepomdSigning.RemoveStale) {
      this.rule = new SignatureRule.RemoveStale();
    } else {
      this.rule = new SignatureRule.Refuse();
    }
  }

  /**
   * Reads the key, and asks for its passphrase where it is encrypted.
   *
   * @throws AllowlistException if there is none, or it cannot sign
   */
  static OpenedRepomdSigning open(RepomdSigning signing) throws IOException, AllowlistException {
    return new OpenedRepomdSigning(signing);
  }

  SignatureRule rule() {
    return rule;
  }

  /** Who signed {@code repomd.xml} in this run. */
  SignedBy signedBy() {
    return signedBy;
  }

  private final class Signer implements RepomdSigner {
    private static final String REPOMD = "repomd.xml";

    private final OpenPgpSigner signer;

    Signer(OpenPgpSigner signer) {
      this.signer = signer;
    }

    @Override
    public byte[] sign(byte[] repomd) throws IOException, AllowlistException {
      OpenPgpSignature signature = signer.sign(ByteSource.of(REPOMD, repomd));
      signedBy =
          new SignedBy(
              signature.signers().stream().map(Object::toString).toList(), signature.warnings());
      return signature.armored();
    }

    @Override
    public boolean vouches(byte[] repomd, byte[] signature) throws IOException, AllowlistException {
      return signer.vouches(
          ByteSource.of(REPOMD, repomd), ByteSource.of("repomd.xml.asc", signature));
    }
  }
}
