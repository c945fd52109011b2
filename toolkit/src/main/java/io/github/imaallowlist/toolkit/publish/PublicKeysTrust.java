package io.github.imaallowlist.toolkit.publish;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.openpgp.Keyring;
import io.github.imaallowlist.signing.ByteSource;
import io.github.imaallowlist.signing.DsseVerifier;
import io.github.imaallowlist.signing.PayloadType;
import io.github.imaallowlist.signing.VerificationKey;
import io.github.imaallowlist.signing.cms.CmsTrust;
import io.github.imaallowlist.signing.cms.CmsVerification;
import io.github.imaallowlist.signing.cms.CmsVerifier;
import io.github.imaallowlist.signing.cms.PinnedKey;
import io.github.imaallowlist.signing.openpgp.DetachedOpenPgp;
import io.github.imaallowlist.signing.openpgp.VerifiedSignatures;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** By public keys, of which one must have signed the list. */
final class PublicKeysTrust implements RecordedListTrust {
  private final CheckTrust.ByKeys files;
  private final Instant now;
  private final List<String> signers = new ArrayList<>();

  PublicKeysTrust(CheckTrust.ByKeys files, Instant now) {
    this.files = files;
    this.now = now;
  }

  @Override
  public Form form(boolean signatureRecorded) {
    return signatureRecorded ? Form.DETACHED : Form.ENVELOPE;
  }

  @Override
  public boolean verifyEnvelope(ByteSource envelope, OutputStream payload)
      throws IOException, AllowlistException {
    requireKeys(files.keys(), "an envelope", "--verify-key");
    List<VerificationKey> keys = new ArrayList<>();
    for (Path file : files.keys()) {
      keys.add(VerificationKey.read(file));
    }
    new DsseVerifier(PayloadType.KEYLIME, keys)
        .verify(envelope, payload)
        .signers()
        .forEach(key -> signers.add(key.fingerprint()));
    return true;
  }

  @Override
  public boolean isGood(ByteSource list, ByteSource signature)
      throws IOException, AllowlistException {
    if (DetachedOpenPgp.isSignature(signature)) {
      requireKeys(files.keyrings(), "an OpenPGP signature", "--verify-keyring");
      VerifiedSignatures verified =
          DetachedOpenPgp.verify(list, signature, Keyring.read(files.keyrings()), now, 1);
      verified.signers().forEach(signer -> signers.add(signer.toString()));
      return true;
    }
    requireKeys(files.keys(), "a CMS signature", "--verify-key");
    List<PinnedKey> keys = new ArrayList<>();
    for (Path file : files.keys()) {
      keys.add(PinnedKey.read(file));
    }
    CmsVerification verification =
        new CmsVerifier(new CmsTrust(keys, Optional.empty()), now).verify(list, signature);
    signers.addAll(verification.fingerprints());
    return verification.isGood();
  }

  private static void requireKeys(List<Path> keys, String what, String option)
      throws AllowlistException {
    if (keys.isEmpty()) {
      throw new AllowlistException(
          ExitCode.NO_TRUST,
          "the list has %s, and no key for such a one was given".formatted(what),
          "Give its signer's public key with %s.".formatted(option));
    }
  }

  @Override
  public List<String> signers() {
    return List.copyOf(signers);
  }
}
