package io.github.imaallowlist.signing.cms;

import io.github.imaallowlist.signing.x509.CertificateTrust;
import java.util.List;
import java.util.Optional;

/**
 * Whom the user trusts; at least one key or anchor.
 *
 * @param keys trusted as they are, without a certificate
 * @param certificates the CAs whose certificates are trusted
 */
public record CmsTrust(List<PinnedKey> keys, Optional<CertificateTrust> certificates) {
  public CmsTrust {
    keys = List.copyOf(keys);
    if (keys.isEmpty() && certificates.isEmpty()) {
      throw new IllegalArgumentException("without a trusted key or CA nothing can be verified");
    }
  }
}
