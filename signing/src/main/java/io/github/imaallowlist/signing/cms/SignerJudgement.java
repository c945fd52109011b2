package io.github.imaallowlist.signing.cms;

import io.github.imaallowlist.signing.ByteSource;
import io.github.imaallowlist.signing.PublicKeyFingerprint;
import io.github.imaallowlist.signing.SignatureHash;
import io.github.imaallowlist.signing.cms.SignedAttributes.BadAttributes;
import io.github.imaallowlist.signing.x509.CertificateTrust;
import io.github.imaallowlist.signing.x509.Names;
import io.github.imaallowlist.signing.x509.PathCheck;
import io.github.imaallowlist.signing.x509.PathStatus;
import java.io.IOException;
import java.io.InputStream;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.SignerInformation;

/** Judges one signer of a signature. */
final class SignerJudgement {
  private static final Set<String> WEAK_HASHES =
      Set.of("1.2.840.113549.2.5", "1.3.14.3.2.26", "2.16.840.1.101.3.4.2.4"); // MD5, SHA-1, 224

  private final ByteSource content;
  private final CmsFile file;
  private final CmsTrust trust;
  private final Instant now;

  SignerJudgement(ByteSource content, CmsFile file, CmsTrust trust, Instant now) {
    this.content = content;
    this.file = file;
    this.trust = trust;
    this.now = now;
  }

  SignerCheck check(SignerInformation signer) throws IOException {
    AlgorithmIdentifier digestAlgorithm = signer.getDigestAlgorithmID();
    Optional<SignatureHash> hash = SignatureHash.byOid(digestAlgorithm.getAlgorithm());
    if (hash.isEmpty()) {
      boolean weak = WEAK_HASHES.contains(digestAlgorithm.getAlgorithm().getId());
      return SignerCheck.bad(
          weak ? SignerStatus.WEAK : SignerStatus.UNSUPPORTED,
          "it is made with the hash "
              + digestAlgorithm.getAlgorithm()
              + (weak ? ", which is broken or too short" : ", which is not known here"));
    }
    SignatureScheme scheme =
        new SignatureScheme(hash.get(), signer.toASN1Structure().getDigestEncryptionAlgorithm());
    ASN1Set attributes = signer.toASN1Structure().getAuthenticatedAttributes();
    if (attributes == null) {
      return AttributeConfusion.isPossible(content)
          ? SignerCheck.bad(
              SignerStatus.BAD_ATTRIBUTES, "the content is the signed part of another signature")
          : judge(signer, scheme, Optional.empty());
    }
    try {
      SignedAttributes signed = SignedAttributes.read(signer.toASN1Structure(), attributes);
      return signed.isFor(digest(hash.get()))
          ? judge(signer, scheme, Optional.of(signed))
          : SignerCheck.bad(
              SignerStatus.CONTENT_CHANGED, "it is for other content than " + content.name());
    } catch (BadAttributes e) {
      return SignerCheck.bad(SignerStatus.BAD_ATTRIBUTES, String.valueOf(e.getMessage()));
    }
  }

  private byte[] digest(SignatureHash hash) throws IOException {
    var digest = hash.algorithm().newMessageDigest();
    try (InputStream in = content.open()) {
      byte[] buffer = new byte[1 << 16];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    return digest.digest();
  }

  private SignerCheck judge(
      SignerInformation signer, SignatureScheme scheme, Optional<SignedAttributes> attributes)
      throws IOException {
    Optional<Instant> time = attributes.flatMap(SignedAttributes::signingTime);
    if (time.isPresent() && CertificateTrust.isInFuture(time.get(), now)) {
      return SignerCheck.bad(
          SignerStatus.FROM_FUTURE, "it claims to be made at " + time.get() + ", after now");
    }
    for (PinnedKey pinned : trust.keys()) {
      if (verifies(signer, scheme, attributes, pinned.key())) {
        return new SignerCheck(
            SignerStatus.GOOD,
            Optional.empty(),
            Optional.of(PublicKeyFingerprint.of(pinned.key().getEncoded())),
            time,
            "a trusted key");
      }
    }
    SignerCheck check =
        SignerCheck.bad(
            SignerStatus.NO_CERTIFICATE,
            trust.certificates().isEmpty()
                ? "it is by none of the given keys"
                : "the certificate of its signer is not in it");
    for (X509Certificate certificate : candidates(signer)) {
      check = judge(signer, scheme, attributes, certificate);
      if (check.isGood()) {
        return check;
      }
    }
    return check;
  }

  /** Those that the signer's id fits; it names the issuer and serial number, or a key id. */
  private List<X509Certificate> candidates(SignerInformation signer) {
    if (trust.certificates().isEmpty()) {
      return List.of();
    }
    Set<X509Certificate> known = new LinkedHashSet<>(file.certificates());
    trust.certificates().ifPresent(certificates -> known.addAll(certificates.intermediates()));
    trust.certificates().ifPresent(certificates -> known.addAll(certificates.anchors()));
    return known.stream().filter(certificate -> fits(signer, certificate)).toList();
  }

  /** One that has no encoding fits no id. */
  private static boolean fits(SignerInformation signer, X509Certificate certificate) {
    try {
      return signer.getSID().match(new X509CertificateHolder(certificate.getEncoded()));
    } catch (CertificateEncodingException | IOException | RuntimeException e) {
      return false;
    }
  }

  private SignerCheck judge(
      SignerInformation signer,
      SignatureScheme scheme,
      Optional<SignedAttributes> attributes,
      X509Certificate certificate)
      throws IOException {
    String name = Names.of(certificate);
    if (attributes.isPresent() && !attributes.get().means(certificate)) {
      return SignerCheck.bad(
          SignerStatus.BAD_ATTRIBUTES, "it was made with another certificate than " + name);
    }
    if (scheme.start(certificate.getPublicKey()).isEmpty()) {
      return SignerCheck.bad(
          SignerStatus.UNSUPPORTED, "its algorithms are not those of the key of " + name);
    }
    if (!verifies(signer, scheme, attributes, certificate.getPublicKey())) {
      return SignerCheck.bad(SignerStatus.BAD_SIGNATURE, "it is not by the key of " + name);
    }
    Optional<Instant> time = attributes.flatMap(SignedAttributes::signingTime);
    PathCheck path =
        trust
            .certificates()
            .orElseThrow()
            .check(certificate, file.certificates(), time.orElse(now), now);
    return path.isGood()
        ? new SignerCheck(
            SignerStatus.GOOD,
            Optional.of(path.status()),
            Optional.of(PublicKeyFingerprint.of(certificate.getPublicKey().getEncoded())),
            time,
            name + ", " + path.detail())
        : new SignerCheck(
            path.status() == PathStatus.WEAK ? SignerStatus.WEAK : SignerStatus.NOT_TRUSTED,
            Optional.of(path.status()),
            Optional.empty(),
            Optional.empty(),
            path.detail());
  }

  /** What is signed are the attributes, if there are any, and the content itself if not. */
  private boolean verifies(
      SignerInformation signer,
      SignatureScheme scheme,
      Optional<SignedAttributes> attributes,
      PublicKey key)
      throws IOException {
    Optional<Signature> started = scheme.start(key);
    if (started.isEmpty()) {
      return false;
    }
    try {
      Signature signature = started.get();
      if (attributes.isPresent()) {
        signature.update(signer.getEncodedSignedAttributes());
      } else {
        feedContent(signature);
      }
      return signature.verify(signer.getSignature());
    } catch (SignatureException | RuntimeException e) {
      // For bytes that are no signature of this form.
      return false;
    }
  }

  private void feedContent(Signature signature) throws IOException, SignatureException {
    try (InputStream in = content.open()) {
      byte[] buffer = new byte[1 << 16];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        signature.update(buffer, 0, read);
      }
    }
  }
}
