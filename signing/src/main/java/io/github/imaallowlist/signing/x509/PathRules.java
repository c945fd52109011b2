package io.github.imaallowlist.signing.x509;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.jspecify.annotations.Nullable;

/**
 * What a chain must keep to, the anchor included: RFC 5280, section 6, binds all but the anchor,
 * but a CA that has expired or was never one is no anchor for anybody here, nor for OpenSSL.
 */
final class PathRules {
  private final List<X509Certificate> path;
  private final List<X509CRL> revocationLists;

  /**
   * @param path from the signer's certificate to the anchor; each is signed by the next
   */
  PathRules(List<X509Certificate> path, List<X509CRL> revocationLists) {
    this.path = path;
    this.revocationLists = revocationLists;
  }

  /** The first rule that is broken, or empty. */
  Optional<PathCheck> brokenAt(Instant time, Instant now) {
    return validity(time)
        .or(this::strength)
        .or(this::signer)
        .or(this::issuers)
        .or(() -> restOfRfc5280(time))
        .or(() -> new Revocation(revocationLists, now).brokenBy(path));
  }

  private Optional<PathCheck> validity(Instant time) {
    for (X509Certificate certificate : path) {
      Instant from = certificate.getNotBefore().toInstant();
      Instant to = certificate.getNotAfter().toInstant();
      if (time.isBefore(from)) {
        return broken(
            PathStatus.NOT_YET_VALID,
            "the certificate %s is valid from %s on, and was used at %s"
                .formatted(Names.of(certificate), from, Names.of(time)));
      }
      if (time.isAfter(to)) {
        return broken(
            PathStatus.EXPIRED,
            "the certificate %s was valid until %s, and was used at %s"
                .formatted(Names.of(certificate), to, Names.of(time)));
      }
    }
    return Optional.empty();
  }

  private Optional<PathCheck> strength() {
    for (X509Certificate certificate : path) {
      Optional<String> weakness = Strength.weaknessOf(certificate.getPublicKey());
      if (weakness.isPresent()) {
        return broken(
            PathStatus.WEAK,
            "the certificate %s has %s".formatted(Names.of(certificate), weakness.get()));
      }
      // An anchor is trusted by its being named, not by its signature.
      if (!isAnchor(certificate) && !Strength.isSignedStrongly(certificate)) {
        return broken(
            PathStatus.WEAK,
            "the certificate %s is signed by %s, which is not trusted"
                .formatted(Names.of(certificate), certificate.getSigAlgName()));
      }
    }
    return Optional.empty();
  }

  private boolean isAnchor(X509Certificate certificate) {
    return certificate.equals(path.get(path.size() - 1));
  }

  private Optional<PathCheck> signer() {
    X509Certificate signer = path.get(0);
    if (!Usage.maySign(signer)) {
      return broken(
          PathStatus.MAY_NOT_SIGN,
          "the key usage of %s is not digital signature".formatted(Names.of(signer)));
    }
    for (X509Certificate certificate : path) {
      if (!Usage.isForSigning(certificate)) {
        return broken(
            PathStatus.MAY_NOT_SIGN,
            "the certificate %s is for other purposes than signing code, documents or mail"
                .formatted(Names.of(certificate)));
      }
    }
    return Optional.empty();
  }

  private Optional<PathCheck> issuers() {
    int below = 0;
    for (X509Certificate issuer : path.subList(1, path.size())) {
      if (!Usage.mayIssueCertificates(issuer)) {
        return broken(
            PathStatus.ISSUER_MAY_NOT_ISSUE,
            "the certificate %s is not that of a CA".formatted(Names.of(issuer)));
      }
      if (issuer.getBasicConstraints() < below) {
        return broken(
            PathStatus.ISSUER_MAY_NOT_ISSUE,
            "the CA %s may have %d CAs below it, and has %d"
                .formatted(Names.of(issuer), issuer.getBasicConstraints(), below));
      }
      if (!issuer.getSubjectX500Principal().equals(issuer.getIssuerX500Principal())) {
        below++;
      }
    }
    return Optional.empty();
  }

  /** Name constraints, critical extensions, policies, and all the above once more. */
  private Optional<PathCheck> restOfRfc5280(Instant time) {
    if (path.size() == 1) {
      return path.get(0).hasUnsupportedCriticalExtension()
          ? broken(PathStatus.INVALID, Names.of(path.get(0)) + " has an unknown critical extension")
          : Optional.empty();
    }
    try {
      X509Certificate anchor = path.get(path.size() - 1);
      PKIXParameters parameters =
          new PKIXParameters(Set.of(new TrustAnchor(anchor, nameConstraints(anchor))));
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(time));
      CertPathValidator.getInstance("PKIX")
          .validate(
              CertificateFactory.getInstance("X.509")
                  .generateCertPath(path.subList(0, path.size() - 1)),
              parameters);
      return Optional.empty();
    } catch (CertPathValidatorException e) {
      int index = Math.max(e.getIndex(), 0);
      return broken(
          PathStatus.INVALID,
          "%s: %s".formatted(Names.of(path.get(index)), printable(e.getMessage())));
    } catch (GeneralSecurityException | RuntimeException e) {
      return broken(
          PathStatus.INVALID, "%s: %s".formatted(Names.of(path.get(0)), printable(e.getMessage())));
    }
  }

  /** The JDK does not look for them in the anchor itself. Null stands for none. */
  private static byte @Nullable [] nameConstraints(X509Certificate anchor) {
    byte[] extension = anchor.getExtensionValue(Extension.nameConstraints.getId());
    return extension == null ? null : ASN1OctetString.getInstance(extension).getOctets();
  }

  private static String printable(@Nullable String message) {
    return String.valueOf(message).replaceAll("[^\\x20-\\x7e]", "?");
  }

  private static Optional<PathCheck> broken(PathStatus status, String detail) {
    return Optional.of(new PathCheck(status, detail));
  }
}
