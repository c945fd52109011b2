package io.github.imaallowlist.signing;

import io.github.imaallowlist.signing.x509.CertificateTrust;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Whom the user trusts to sign envelopes.
 *
 * @param keys trusted as they are
 * @param certificates the CAs by which signers' certificates are trusted
 * @param threshold how many different trusted keys must have signed, at least 1; Keylime asks for
 *     one
 * @param now at which certificates must be valid
 */
public record EnvelopeTrust(
    List<VerificationKey> keys,
    Optional<CertificateTrust> certificates,
    int threshold,
    Instant now) {
  public EnvelopeTrust {
    keys = List.copyOf(keys);
    if (keys.isEmpty() && certificates.isEmpty()) {
      throw new IllegalArgumentException("without a trusted key or CA nothing can be verified");
    }
    if (threshold < 1) {
      throw new IllegalArgumentException("at least one signature is needed, not " + threshold);
    }
  }
}
