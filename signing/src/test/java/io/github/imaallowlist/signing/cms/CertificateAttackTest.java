package io.github.imaallowlist.signing.cms;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.signing.SignatureHash;
import io.github.imaallowlist.signing.x509.PathStatus;
import io.github.imaallowlist.signing.x509.RevocationFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures that are right, by certificates that must not be trusted. */
@RequiresTool("openssl")
class CertificateAttackTest extends CmsTrial {
  @Test
  void expiredCertificate() throws Exception {
    authority.issue("root", "signer", Authority.SIGNER, "-days", "-1");

    assertPath(verify(signed("signer")), PathStatus.EXPIRED);
    assertPath(verify(signed("signer", "-noattr")), PathStatus.EXPIRED);
  }

  @Test
  void certificateIsJudgedWhenItSignedAndNowIfItDoesNotSayWhen() throws Exception {
    authority.issue("root", "signer", Authority.SIGNER);
    Instant later = Instant.now().plus(Duration.ofDays(60));
    Instant earlier = Instant.now().minus(Duration.ofDays(1));

    assertGood(verify(signed("signer"), later, List.of()));
    assertPath(verify(signed("signer", "-noattr"), later, List.of()), PathStatus.EXPIRED);
    assertPath(verify(signed("signer", "-noattr"), earlier, List.of()), PathStatus.NOT_YET_VALID);
    assertBad(verify(signed("signer"), earlier, List.of()), SignerStatus.FROM_FUTURE, "after now");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "extendedKeyUsage=serverAuth",
        "extendedKeyUsage=clientAuth,serverAuth",
        "extendedKeyUsage=timeStamping",
        "keyUsage=keyEncipherment",
        "keyUsage=critical,keyCertSign"
      })
  void certificateForOtherPurposes(String extensions) throws Exception {
    authority.issue("root", "signer", extensions);

    assertPath(verify(signed("signer")), PathStatus.MAY_NOT_SIGN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "keyUsage=nonRepudiation",
        "extendedKeyUsage=anyExtendedKeyUsage",
        "extendedKeyUsage=serverAuth,codeSigning",
        "extendedKeyUsage=1.3.6.1.5.5.7.3.36",
        "basicConstraints=CA:FALSE"
      })
  void certificateForSigning(String extensions) throws Exception {
    authority.issue("root", "signer", extensions);

    assertGood(verify(signed("signer")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "basicConstraints=CA:FALSE",
        "keyUsage=digitalSignature",
        "basicConstraints=critical,CA:TRUE\nkeyUsage=digitalSignature"
      })
  void issuerThatIsNoCa(String extensions) throws Exception {
    authority.issue("root", "middle", extensions);
    authority.issue("middle", "signer", Authority.SIGNER);

    assertPath(
        verify(signed("signer", "-certfile", "middle.crt")), PathStatus.ISSUER_MAY_NOT_ISSUE);
  }

  @Test
  void issuerForOtherPurposes() throws Exception {
    authority.issue("root", "middle", Authority.CA + "\nextendedKeyUsage=serverAuth");
    authority.issue("middle", "signer", Authority.SIGNER);

    assertPath(verify(signed("signer", "-certfile", "middle.crt")), PathStatus.MAY_NOT_SIGN);
  }

  @Test
  void chainThatIsTooLong() throws Exception {
    authority.root("root", "basicConstraints=critical,CA:TRUE,pathlen:0");
    authority.issue("root", "middle", Authority.CA);
    authority.issue("middle", "signer", Authority.SIGNER);

    assertPath(
        verify(signed("signer", "-certfile", "middle.crt")), PathStatus.ISSUER_MAY_NOT_ISSUE);
  }

  @Test
  void chainThatIsMissingOrWhole() throws Exception {
    authority.issue("root", "middle", Authority.CA);
    authority.issue("middle", "signer", Authority.SIGNER);

    assertGood(verify(signed("signer", "-certfile", "middle.crt")));
    assertPath(verify(signed("signer")), PathStatus.NO_ANCHOR);
  }

  @Test
  void selfSignedCertificateInTheSignature() throws Exception {
    authority.root("signer", Authority.SIGNER);

    CmsVerification verification = verify(signed("signer"));

    assertPath(verification, PathStatus.NO_ANCHOR);
    assertThat(verification.signers().get(0).detail()).contains("vouches for itself");
  }

  @Test
  void caThatCameWithTheSignatureIsNoAnchor() throws Exception {
    authority.root("foreign", Authority.CA);
    authority.issue("foreign", "signer", Authority.SIGNER);

    assertPath(verify(signed("signer", "-certfile", "foreign.crt")), PathStatus.NO_ANCHOR);
  }

  @Test
  void otherCaOfTheSameName() throws Exception {
    Path trusted = Files.copy(folder.resolve("root.crt"), folder.resolve("trusted"));
    authority.root("root", Authority.CA);
    authority.issue("root", "signer", Authority.SIGNER);
    byte[] signature = signed("signer", "-certfile", "root.crt");
    assertGood(verify(signature));
    Files.copy(
        trusted, folder.resolve("root.crt"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);

    CmsVerification verification = verify(signature);

    assertPath(verification, PathStatus.NO_ANCHOR);
  }

  @Test
  void anchorMayBeTheSignersOwnCertificate() throws Exception {
    authority.root("root", Authority.SIGNER);

    assertGood(verify(signed("root")));
  }

  @Test
  void weakCertificates() throws Exception {
    authority.issue("root", "signer", Authority.SIGNER, "-sha1");
    assertBad(verify(signed("signer")), SignerStatus.WEAK, "not trusted");
    authority.key("short", "RSA1024");
    authority.issue("root", "short", Authority.SIGNER);
    assertBad(verify(signed("short")), SignerStatus.WEAK, "1024 bits");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nameConstraints=critical,permitted;DNS:example.com | subjectAltName=DNS:evil.org | false",
        "nameConstraints=critical,permitted;DNS:example.com | subjectAltName=DNS:a.example.com | true",
        "subjectKeyIdentifier=hash | 1.2.3.4=critical,ASN1:NULL | false",
        "1.2.3.4=critical,ASN1:NULL | subjectKeyIdentifier=hash | false"
      })
  void nameConstraintsAndUnknownCriticalExtensions(String ca, String signer, boolean good)
      throws Exception {
    authority.issue("root", "middle", Authority.CA + "\n" + ca);
    authority.issue("middle", "signer", Authority.SIGNER + "\n" + signer);

    CmsVerification verification = verify(signed("signer", "-certfile", "middle.crt"));

    if (good) {
      assertGood(verification);
    } else {
      assertPath(verification, PathStatus.INVALID);
    }
  }

  @Test
  void nameConstraintsOfTheAnchorCount() throws Exception {
    authority.root("root", Authority.CA + "\nnameConstraints=critical,permitted;DNS:example.com");
    authority.issue("root", "signer", Authority.SIGNER + "\nsubjectAltName=DNS:evil.org");

    assertPath(verify(signed("signer")), PathStatus.INVALID);
  }

  @Test
  void revokedCertificateIsRefusedWhateverTheDate() throws Exception {
    authority.issue("root", "signer", Authority.SIGNER);
    byte[] signature = signed("signer");
    X509Certificate signer = certificates("signer").get(0);
    Instant now = Instant.now();

    assertGood(verify(signature, now, List.of(revocationList("root", now))));
    assertPath(
        verify(signature, now, List.of(revocationList("root", now, signer))), PathStatus.REVOKED);
    // Too old to say that nothing was revoked since, but not to say that something was.
    Instant later = now.plus(Duration.ofDays(20));
    assertPath(
        verify(signature, later, List.of(revocationList("root", now))),
        PathStatus.REVOCATION_UNKNOWN);
    assertPath(
        verify(signature, later, List.of(revocationList("root", now, signer))), PathStatus.REVOKED);
  }

  @Test
  void revocationListOfAnotherCaSaysNothing() throws Exception {
    authority.issue("root", "signer", Authority.SIGNER);
    Path root = Files.copy(folder.resolve("root.key"), folder.resolve("kept.key"));
    authority.key("root", "P-256");
    X509CRL forged = revocationList("root", Instant.now());
    Files.copy(root, folder.resolve("root.key"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);

    assertPath(
        verify(signed("signer"), Instant.now(), List.of(forged)), PathStatus.REVOCATION_UNKNOWN);
  }

  private X509CRL revocationList(String issuer, Instant time, X509Certificate... revoked)
      throws Exception {
    X509v2CRLBuilder builder = new X509v2CRLBuilder(new X500Name("CN=" + issuer), Date.from(time));
    builder.setNextUpdate(Date.from(time.plus(Duration.ofDays(10))));
    for (X509Certificate certificate : revoked) {
      builder.addCRLEntry(certificate.getSerialNumber(), Date.from(time), CRLReason.keyCompromise);
    }
    byte[] der = builder.build(new KeySigner(key(issuer), SignatureHash.SHA256)).getEncoded();
    Path file = Files.write(folder.resolve("crl"), der);
    // As openssl writes it.
    openssl.run("crl", "-inform", "DER", "-in", file, "-out", "crl.pem");
    return RevocationFile.read(folder.resolve("crl.pem")).get(0);
  }
}
