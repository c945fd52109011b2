package io.github.imaallowlist.toolkit;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.signing.ByteSource;
import io.github.imaallowlist.signing.SigningKey;
import io.github.imaallowlist.signing.cms.CmsForm;
import io.github.imaallowlist.signing.cms.CmsSigner;
import io.github.imaallowlist.signing.cms.CmsTrust;
import io.github.imaallowlist.signing.cms.CmsVerifier;
import io.github.imaallowlist.signing.cms.PinnedKey;
import io.github.imaallowlist.signing.cms.SignerCertificates;
import io.github.imaallowlist.signing.x509.CertificateFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * To sign any list by a detached CMS signature (RFC 5652).
 *
 * @param chain files with the certificates above the signer's, which go into the signature
 * @param time stands in the signature as that of signing
 */
public record CmsSigning(KeySpec key, List<Path> chain, CmsForm form, Instant time)
    implements SigningRequest {
  public CmsSigning {
    chain = List.copyOf(chain);
  }

  @Override
  public List<Path> files() {
    return Stream.concat(key.files().stream(), chain.stream()).toList();
  }

  @Override
  public boolean isDetached() {
    return true;
  }

  @Override
  public ListSigner open() throws IOException, AllowlistException {
    SigningKey signingKey = SigningKey.read(key.location(), key.passphrase());
    List<X509Certificate> given = new ArrayList<>();
    for (Path file : Stream.concat(key.certificate().stream(), chain.stream()).toList()) {
      given.addAll(CertificateFile.read(file));
    }
    SignerCertificates certificates = SignerCertificates.of(signingKey, given);
    // Before the list is made, so that nobody waits for a signature that cannot be.
    certificates.ensureMaySignAt(time);
    SignedBy signedBy = new SignedBy(List.of(signingKey.fingerprint()), signingKey.warnings());
    return new DetachedSigner(
        list ->
            new DetachedSigner.NewSignature(
                CmsSigner.sign(list, signingKey, certificates, time, form), signedBy),
        (list, signature) -> isGood(list, signature, certificates),
        "p7s");
  }

  /**
   * By the key itself; whether a verifier knows who issued its certificate is not asked. But one
   * with a former certificate or chain is not: the renewed one would never get to verifiers.
   */
  private boolean isGood(ByteSource list, ByteSource signature, SignerCertificates certificates)
      throws IOException {
    try (InputStream in = signature.open()) {
      if ((in.read() == '-') != (form == CmsForm.PEM)) {
        return false;
      }
    }
    PinnedKey key = new PinnedKey(certificates.signer().getPublicKey());
    Instant clock = Instant.now();
    try {
      return certificates.areThoseOf(signature, list)
          && new CmsVerifier(
                  new CmsTrust(List.of(key), Optional.empty()), clock.isBefore(time) ? time : clock)
              .verify(list, signature)
              .isGood();
    } catch (InputException e) {
      return false;
    }
  }
}
