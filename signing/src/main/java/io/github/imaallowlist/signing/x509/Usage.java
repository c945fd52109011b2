package io.github.imaallowlist.signing.x509;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;

/** What a certificate's key is for (RFC 5280, sections 4.2.1.3, 4.2.1.9 and 4.2.1.12). */
final class Usage {
  private static final int DIGITAL_SIGNATURE = 0;
  private static final int NON_REPUDIATION = 1;
  private static final int KEY_CERT_SIGN = 5;
  private static final int CRL_SIGN = 6;

  /**
   * Purposes that cover the signing of a list. Those of TLS servers and clients do not: who can get
   * a certificate for a host is not who may say what runs on all of them.
   */
  private static final Set<String> SIGNING_PURPOSES =
      Set.of(
          "2.5.29.37.0", // anyExtendedKeyUsage
          "1.3.6.1.5.5.7.3.3", // codeSigning
          "1.3.6.1.5.5.7.3.4", // emailProtection, which S/MIME is, and openssl cms asks for
          "1.3.6.1.5.5.7.3.36"); // documentSigning, RFC 9336

  private Usage() {}

  /** A certificate without the extension is for everything. */
  static boolean maySign(X509Certificate certificate) {
    return mayUse(certificate, DIGITAL_SIGNATURE, true)
        || mayUse(certificate, NON_REPUDIATION, true);
  }

  static boolean mayIssueCertificates(X509Certificate certificate) {
    return certificate.getBasicConstraints() >= 0 && mayUse(certificate, KEY_CERT_SIGN, true);
  }

  static boolean mayIssueRevocationLists(X509Certificate certificate) {
    return mayUse(certificate, CRL_SIGN, true);
  }

  private static boolean mayUse(X509Certificate certificate, int bit, boolean withoutExtension) {
    boolean[] usage = certificate.getKeyUsage();
    if (usage == null) {
      return withoutExtension;
    }
    return bit < usage.length && usage[bit];
  }

  /** Whether its purposes, if it names any, cover the signing of a list; for CAs as for signers. */
  static boolean isForSigning(X509Certificate certificate) {
    try {
      List<String> purposes = certificate.getExtendedKeyUsage();
      return purposes == null || purposes.stream().anyMatch(SIGNING_PURPOSES::contains);
    } catch (CertificateParsingException e) {
      return false;
    }
  }
}
