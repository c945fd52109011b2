package io.github.imaallowlist.toolkit;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.signing.ByteSource;
import io.github.imaallowlist.signing.cms.CmsTrust;
import io.github.imaallowlist.signing.cms.CmsVerification;
import io.github.imaallowlist.signing.cms.CmsVerifier;
import io.github.imaallowlist.signing.cms.PinnedKey;
import io.github.imaallowlist.signing.cms.SignerCheck;
import io.github.imaallowlist.toolkit.VerifyResult.Signer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Verifies a detached CMS signature. */
final class DetachedSignature {
  private DetachedSignature() {}

  static List<Signer> verify(VerifyRequest request, ByteSource list, Path signature)
      throws IOException, AllowlistException {
    List<PinnedKey> keys = new ArrayList<>();
    for (Path file : request.trust().keys()) {
      keys.add(PinnedKey.read(file));
    }
    CmsVerification verification =
        new CmsVerifier(new CmsTrust(keys, request.trust().certificates()), request.now())
            .verify(list, ByteSource.of(signature));
    Optional<SignerCheck> bad = verification.firstBad();
    if (bad.isPresent()) {
      throw new AllowlistException(
          ExitCode.NO_TRUST,
          "%s: the signature is not good: %s".formatted(signature, bad.get().detail()),
          bad.get().remedy());
    }
    int signers = verification.fingerprints().size();
    if (signers < request.trust().threshold()) {
      throw new AllowlistException(
          ExitCode.NO_TRUST,
          "%s: signed by %d trusted keys; %d different ones are asked for"
              .formatted(signature, signers, request.trust().threshold()),
          "Have the missing signers sign it, or look whether their keys were given.");
    }
    return verification.signers().stream().flatMap(check -> signer(check).stream()).toList();
  }

  private static Optional<Signer> signer(SignerCheck check) {
    return check
        .fingerprint()
        .map(
            fingerprint ->
                new Signer(
                    fingerprint, check.path().map(path -> check.detail()), check.signingTime()));
  }
}
