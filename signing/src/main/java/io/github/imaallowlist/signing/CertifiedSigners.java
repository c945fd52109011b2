package io.github.imaallowlist.signing;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.signing.pem.PemBlock;
import io.github.imaallowlist.signing.pem.PemContents;
import io.github.imaallowlist.signing.pem.PemFile;
import io.github.imaallowlist.signing.x509.CertificateFile;
import io.github.imaallowlist.signing.x509.CertificateTrust;
import io.github.imaallowlist.signing.x509.PathCheck;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Signers of an envelope who name themselves by a certificate: Keylime's keyid for one is the
 * base64 of the whole certificate in PEM. It counts only if it leads to a CA that the user trusts.
 *
 * <p>An envelope does not say when it was signed, so a certificate must be valid now.
 */
final class CertifiedSigners {
  private final CertificateTrust trust;
  private final Instant now;
  private Optional<PathCheck> refusal = Optional.empty();

  CertifiedSigners(CertificateTrust trust, Instant now) {
    this.trust = trust;
    this.now = now;
  }

  /**
   * The key by which the signature is, if its certificate is trusted.
   *
   * @param digest what was signed
   */
  Optional<VerificationKey> signerOf(String envelope, DsseSignature signature, byte[] digest) {
    Optional<X509Certificate> certificate = certificateIn(envelope, signature.keyId());
    if (certificate.isEmpty()) {
      return Optional.empty();
    }
    try {
      VerificationKey key = VerificationKey.ofCertificate(envelope, certificate.get());
      if (!key.verifies(digest, signature.bytes())) {
        return Optional.empty();
      }
      PathCheck check = trust.check(certificate.get(), List.of(), now, now);
      if (check.isGood()) {
        return Optional.of(key);
      }
      refusal = refusal.or(() -> Optional.of(check));
      return Optional.empty();
    } catch (IOException | AllowlistException e) {
      // A key with which Keylime does not verify has signed nothing here.
      return Optional.empty();
    }
  }

  /** Why a certificate whose key did sign was not taken. */
  Optional<PathCheck> refusal() {
    return refusal;
  }

  /** Empty if the id is something else; it is a hint, and may be anything. */
  private static Optional<X509Certificate> certificateIn(String envelope, String keyId) {
    try {
      byte[] text = Base64.getDecoder().decode(keyId);
      try (PemFile pem = PemFile.parse(envelope, PemContents.KEY, text)) {
        PemBlock block = pem.blocks().get(0);
        return block.isCertificate()
            ? Optional.of(CertificateFile.parse(envelope, 0, block.decode()))
            : Optional.empty();
      }
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
