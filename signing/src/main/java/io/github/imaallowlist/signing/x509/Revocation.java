package io.github.imaallowlist.signing.x509;

import java.security.GeneralSecurityException;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Whether a certificate of a chain is revoked (RFC 5280, section 6.3), by whole and direct lists of
 * its issuer.
 *
 * <p>A revoked certificate is refused whatever its revocation's date: who has a stolen key signs
 * with an earlier one. With lists given, each certificate below the anchor needs one that is
 * current.
 */
final class Revocation {
  private final List<X509CRL> lists;
  private final Instant now;

  Revocation(List<X509CRL> lists, Instant now) {
    this.lists = lists;
    this.now = now;
  }

  /** The first certificate that is revoked or not spoken for, or empty. */
  Optional<PathCheck> brokenBy(List<X509Certificate> path) {
    if (lists.isEmpty()) {
      return Optional.empty();
    }
    for (int i = 0; i + 1 < path.size(); i++) {
      Optional<PathCheck> broken = check(path.get(i), path.get(i + 1));
      if (broken.isPresent()) {
        return broken;
      }
    }
    return Optional.empty();
  }

  private Optional<PathCheck> check(X509Certificate certificate, X509Certificate issuer) {
    boolean current = false;
    for (X509CRL list : lists) {
      if (!isBy(issuer, list)) {
        continue;
      }
      X509CRLEntry entry = list.getRevokedCertificate(certificate.getSerialNumber());
      if (entry != null) {
        return Optional.of(
            new PathCheck(
                PathStatus.REVOKED,
                "the certificate %s was revoked on %s"
                    .formatted(Names.of(certificate), entry.getRevocationDate().toInstant())));
      }
      current |= isCurrent(list);
    }
    return current
        ? Optional.empty()
        : Optional.of(
            new PathCheck(
                PathStatus.REVOCATION_UNKNOWN,
                "no current revocation list of %s was given, to ask about %s"
                    .formatted(Names.of(issuer), Names.of(certificate))));
  }

  /** Lists with a critical extension are about a part of the certificates, or by another issuer. */
  private static boolean isBy(X509Certificate issuer, X509CRL list) {
    if (!list.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())
        || !Usage.mayIssueRevocationLists(issuer)
        || hasCriticalExtension(list)) {
      return false;
    }
    try {
      list.verify(issuer.getPublicKey());
      return true;
    } catch (GeneralSecurityException | RuntimeException e) {
      return false;
    }
  }

  /** Not by {@code hasUnsupportedCriticalExtension}: the JDK supports them, this class does not. */
  private static boolean hasCriticalExtension(X509CRL list) {
    return list.getCriticalExtensionOIDs() != null && !list.getCriticalExtensionOIDs().isEmpty();
  }

  private boolean isCurrent(X509CRL list) {
    return list.getNextUpdate() != null
        && !now.isAfter(list.getNextUpdate().toInstant())
        && !now.plus(X509Limits.CLOCK_SKEW).isBefore(list.getThisUpdate().toInstant());
  }
}
