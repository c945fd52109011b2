package io.github.imaallowlist.toolkit;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.signing.ByteSource;
import io.github.imaallowlist.signing.DsseVerifier;
import io.github.imaallowlist.signing.EnvelopeTrust;
import io.github.imaallowlist.signing.PayloadType;
import io.github.imaallowlist.signing.VerificationKey;
import io.github.imaallowlist.signing.VerifiedPayload;
import io.github.imaallowlist.toolkit.VerifyResult.Signer;
import io.github.imaallowlist.toolkit.output.SpoolFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Verifies a DSSE envelope. */
final class EnvelopeSignature {
  private EnvelopeSignature() {}

  /**
   * @param trusted who must have signed it
   * @param payload gets the payload
   */
  static List<Signer> verify(ListTrust trusted, ByteSource envelope, SpoolFile payload)
      throws IOException, AllowlistException {
    if (trusted.files().keys().isEmpty() && trusted.files().anchors().isEmpty()) {
      throw new AllowlistException(
          ExitCode.NO_TRUST,
          envelope.name() + ": OpenPGP keys were given alone, and they do not sign envelopes",
          "Give --key or --ca; or the detached signature with --signature.");
    }
    List<VerificationKey> keys = new ArrayList<>();
    for (Path file : trusted.files().keys()) {
      keys.add(VerificationKey.read(file));
    }
    EnvelopeTrust trust =
        new EnvelopeTrust(
            keys, trusted.files().certificates(), trusted.files().threshold(), trusted.now());
    VerifiedPayload verified =
        new DsseVerifier(PayloadType.KEYLIME, trust).verify(envelope, payload.out());
    return verified.signers().stream()
        .map(key -> new Signer(key.fingerprint(), Optional.empty(), Optional.empty()))
        .toList();
  }
}
