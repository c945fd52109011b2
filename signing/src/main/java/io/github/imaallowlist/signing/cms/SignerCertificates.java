package io.github.imaallowlist.signing.cms;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.signing.ByteSource;
import io.github.imaallowlist.signing.SigningKey;
import io.github.imaallowlist.signing.x509.CertificateTrust;
import io.github.imaallowlist.signing.x509.Names;
import io.github.imaallowlist.signing.x509.PathCheck;
import io.github.imaallowlist.signing.x509.PathStatus;
import java.io.IOException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.SignerInformation;

/**
 * The certificate of a key that signs, and those above it.
 *
 * @param all the signer's first, each once
 */
public record SignerCertificates(X509Certificate signer, List<X509Certificate> all) {
  public SignerCertificates {
    all = List.copyOf(all);
  }

  /**
   * Finds the key's certificate among those given and those that came with the key.
   *
   * @param given in any order; all of them go into the signature
   * @throws AllowlistException if none is the key's, or there are more than a verifier reads
   */
  public static SignerCertificates of(SigningKey key, List<X509Certificate> given)
      throws AllowlistException {
    Set<X509Certificate> known = new LinkedHashSet<>(given);
    known.addAll(key.certificates());
    for (X509Certificate certificate : known) {
      if (Arrays.equals(certificate.getPublicKey().getEncoded(), key.publicKeyInfo())) {
        Set<X509Certificate> all = new LinkedHashSet<>(List.of(certificate));
        all.addAll(known);
        return checked(new SignerCertificates(certificate, new ArrayList<>(all)));
      }
    }
    throw new AllowlistException(
        ExitCode.NO_TRUST,
        known.isEmpty()
            ? key.name() + ": CMS names its signer by a certificate, and the key came without one"
            : "none of the given certificates is for the key in " + key.name(),
        "Give the key's certificate with --cert, and those of the CAs above it with --chain.");
  }

  /**
   * Whether these are the certificates that a signature has in it, and its only signer is named by
   * the signer's. That the signature is good is not asked.
   *
   * @throws IOException if the signature cannot be read, is malformed, or beyond the limits
   */
  public boolean areThoseOf(ByteSource signature, ByteSource content) throws IOException {
    CmsFile file = CmsFile.read(signature, content);
    return file.signers().size() == 1
        && isNamedBy(file.signers().get(0))
        && Set.copyOf(file.certificates()).equals(Set.copyOf(all));
  }

  private boolean isNamedBy(SignerInformation information) throws IOException {
    try {
      return information.getSID().match(new X509CertificateHolder(signer.getEncoded()));
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("it was read from its encoding", e);
    }
  }

  private static SignerCertificates checked(SignerCertificates certificates)
      throws AllowlistException {
    if (certificates.all().size() > CmsLimits.CERTIFICATES) {
      throw new AllowlistException(
          ExitCode.USAGE,
          "%d certificates would go into the signature; a verifier reads at most %d"
              .formatted(certificates.all().size(), CmsLimits.CERTIFICATES),
          "Give the chain of this key alone, not a bundle of CAs.");
    }
    return certificates;
  }

  /**
   * Fails where every verifier would refuse the signature because of the signer's certificate.
   *
   * @param time of signing
   * @throws AllowlistException if the certificate is not valid then, weak, or for other purposes
   */
  public void ensureMaySignAt(Instant time) throws AllowlistException {
    // As its own anchor: who issued it is for the verifier to know.
    PathCheck check =
        new CertificateTrust(List.of(signer), List.of(), List.of())
            .check(signer, List.of(), time, time);
    if (!check.isGood()) {
      boolean ofTime =
          check.status() == PathStatus.EXPIRED || check.status() == PathStatus.NOT_YET_VALID;
      throw new AllowlistException(
          ExitCode.NO_TRUST,
          "no verifier would take a signature by %s: %s"
              .formatted(Names.of(signer), check.detail()),
          ofTime
              ? "Get a certificate for the key that is valid now; SOURCE_DATE_EPOCH, if set, is the"
                  + " time of signing."
              : "Get a certificate for signing: key usage digitalSignature, and as extended key"
                  + " usage, if any, codeSigning, emailProtection or documentSigning.");
    }
  }
}
