package io.github.imaallowlist.signing.cms;

import io.github.imaallowlist.signing.ByteSource;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.cms.SignerInformation;

/**
 * Verifies detached CMS signatures against keys and CAs that the user named.
 *
 * <p>A certificate is judged at the time that the signer claims to have signed, which must not be
 * in the future; without such a claim, now. That claim is the signer's own: who has got hold of a
 * key whose certificate has expired can put a time before that. A revocation list, which refuses
 * the certificate whatever the time, or a limit to the list's age is what helps there.
 */
public final class CmsVerifier {
  private final CmsTrust trust;
  private final Instant now;

  public CmsVerifier(CmsTrust trust, Instant now) {
    this.trust = trust;
    this.now = now;
  }

  /**
   * Verifies.
   *
   * @param content is read as often as there are signers; memory does not depend on its size
   * @return good only if every signer of the signature is
   * @throws IOException if one of both cannot be read, or the signature is malformed, beyond the
   *     limits, or not detached
   */
  public CmsVerification verify(ByteSource content, ByteSource signature) throws IOException {
    CmsFile file = CmsFile.read(signature, content);
    SignerJudgement judgement = new SignerJudgement(content, file, trust, now);
    List<SignerCheck> checks = new ArrayList<>();
    for (SignerInformation signer : file.signers()) {
      checks.add(judgement.check(signer));
    }
    return new CmsVerification(checks);
  }
}
