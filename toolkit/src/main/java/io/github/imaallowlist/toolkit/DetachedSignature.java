package io.github.imaallowlist.toolkit;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.openpgp.Keyring;
import io.github.imaallowlist.signing.ByteSource;
import io.github.imaallowlist.signing.cms.CmsTrust;
import io.github.imaallowlist.signing.cms.CmsVerification;
import io.github.imaallowlist.signing.cms.CmsVerifier;
import io.github.imaallowlist.signing.cms.PinnedKey;
import io.github.imaallowlist.signing.cms.SignerCheck;
import io.github.imaallowlist.signing.openpgp.DetachedOpenPgp;
import io.github.imaallowlist.signing.openpgp.VerifiedSignatures;
import io.github.imaallowlist.toolkit.VerifyResult.Signer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Verifies a detached signature: CMS or OpenPGP, whichever it is. */
final class DetachedSignature {
  private DetachedSignature() {}

  static List<Signer> verify(ListTrust trust, ByteSource list, ByteSource signature)
      throws IOException, AllowlistException {
    boolean openPgp = DetachedOpenPgp.isSignature(signature);
    requireTrustFor(openPgp, trust.files(), signature);
    return openPgp ? verifyOpenPgp(trust, list, signature) : verifyCms(trust, list, signature);
  }

  private static void requireTrustFor(boolean openPgp, TrustFiles trust, ByteSource signature)
      throws AllowlistException {
    if (openPgp && trust.keyrings().isEmpty()) {
      throw new AllowlistException(
          ExitCode.NO_TRUST,
          signature.name() + ": it is an OpenPGP signature, and no OpenPGP key was given",
          "Give its signer's public key with --keyring; to fetch, with --list-keyring.");
    }
    if (!openPgp && trust.keys().isEmpty() && trust.anchors().isEmpty()) {
      throw new AllowlistException(
          ExitCode.NO_TRUST,
          signature.name() + ": it is no OpenPGP signature, and only OpenPGP keys were given",
          "Give its signer's public key with --key, or a CA with --ca.");
    }
  }

  private static List<Signer> verifyOpenPgp(ListTrust trust, ByteSource list, ByteSource signature)
      throws IOException, AllowlistException {
    VerifiedSignatures verified =
        DetachedOpenPgp.verify(
            list,
            signature,
            Keyring.read(trust.files().keyrings()),
            trust.now(),
            trust.files().threshold());
    return verified.signers().stream()
        .map(signer -> new Signer(signer.toString(), Optional.empty(), Optional.empty()))
        .toList();
  }

  private static List<Signer> verifyCms(ListTrust trust, ByteSource list, ByteSource signature)
      throws IOException, AllowlistException {
    List<PinnedKey> keys = new ArrayList<>();
    for (Path file : trust.files().keys()) {
      keys.add(PinnedKey.read(file));
    }
    CmsVerification verification =
        new CmsVerifier(new CmsTrust(keys, trust.files().certificates()), trust.now())
            .verify(list, signature);
    Optional<SignerCheck> bad = verification.firstBad();
    if (bad.isPresent()) {
      throw new AllowlistException(
          ExitCode.NO_TRUST,
          "%s: the signature is not good: %s".formatted(signature.name(), bad.get().detail()),
          bad.get().remedy());
    }
    int signers = verification.fingerprints().size();
    if (signers < trust.files().threshold()) {
      throw new AllowlistException(
          ExitCode.NO_TRUST,
          "%s: signed by %d of the trusted keys; %d different ones are asked for"
              .formatted(signature.name(), signers, trust.files().threshold()),
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
