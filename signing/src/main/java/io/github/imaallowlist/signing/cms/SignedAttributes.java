package io.github.imaallowlist.signing.cms;

import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.signing.SignatureHash;
import java.security.MessageDigest;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.text.ParseException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1UTCTime;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.CMSAlgorithmProtection;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.ess.ESSCertID;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificate;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;

/**
 * What a signer signed besides the content (RFC 5652, section 5.3), after each was found to be
 * there once and to agree with the rest of the signature.
 */
final class SignedAttributes {
  private final Map<ASN1ObjectIdentifier, ASN1Encodable> values;
  private final Optional<Instant> signingTime;

  private SignedAttributes(
      Map<ASN1ObjectIdentifier, ASN1Encodable> values, Optional<Instant> signingTime) {
    this.values = values;
    this.signingTime = signingTime;
  }

  /** They are not as they must be. */
  static final class BadAttributes extends Exception {
    private static final long serialVersionUID = 1L;

    BadAttributes(String message) {
      super(message);
    }
  }

  /**
   * @param attributes of the signer
   * @throws BadAttributes if one is twice, has no or several values, or contradicts the signature
   */
  static SignedAttributes read(SignerInfo signer, ASN1Set attributes) throws BadAttributes {
    if (attributes.size() > CmsLimits.ATTRIBUTES) {
      throw new BadAttributes("it has %d signed attributes".formatted(attributes.size()));
    }
    try {
      Map<ASN1ObjectIdentifier, ASN1Encodable> values = new HashMap<>();
      for (ASN1Encodable encodable : attributes) {
        Attribute attribute = Attribute.getInstance(encodable);
        ASN1ObjectIdentifier type = attribute.getAttrType();
        boolean mayHaveSeveral = !isKnown(type);
        if (attribute.getAttrValues().size() == 0
            || (attribute.getAttrValues().size() > 1 && !mayHaveSeveral)) {
          throw new BadAttributes("its signed attribute %s has not one value".formatted(type));
        }
        if (values.put(type, attribute.getAttrValues().getObjectAt(0)) != null) {
          throw new BadAttributes("its signed attribute %s is there twice".formatted(type));
        }
      }
      requireContentType(values);
      requireSameAlgorithms(signer, values);
      return new SignedAttributes(values, signingTime(values));
    } catch (ParseException | RuntimeException e) {
      throw new BadAttributes("its signed attributes are malformed");
    }
  }

  private static boolean isKnown(ASN1ObjectIdentifier type) {
    return type.equals(CMSAttributes.contentType)
        || type.equals(CMSAttributes.messageDigest)
        || type.equals(CMSAttributes.signingTime)
        || type.equals(CMSAttributes.cmsAlgorithmProtect)
        || type.equals(PKCSObjectIdentifiers.id_aa_signingCertificate)
        || type.equals(PKCSObjectIdentifiers.id_aa_signingCertificateV2);
  }

  private static void requireContentType(Map<ASN1ObjectIdentifier, ASN1Encodable> values)
      throws BadAttributes {
    ASN1Encodable type = values.get(CMSAttributes.contentType);
    if (type == null || !CMSObjectIdentifiers.data.equals(type.toASN1Primitive())) {
      throw new BadAttributes("its signed content type is not that of plain data");
    }
    if (!values.containsKey(CMSAttributes.messageDigest)) {
      throw new BadAttributes("it has signed attributes, and the content's digest is not in them");
    }
  }

  /** RFC 6211: an attacker may not put a weaker algorithm's name beside the signature. */
  private static void requireSameAlgorithms(
      SignerInfo signer, Map<ASN1ObjectIdentifier, ASN1Encodable> values) throws BadAttributes {
    ASN1Encodable value = values.get(CMSAttributes.cmsAlgorithmProtect);
    if (value == null) {
      return;
    }
    CMSAlgorithmProtection signed = CMSAlgorithmProtection.getInstance(value);
    if (!signed.getDigestAlgorithm().equals(signer.getDigestAlgorithm())
        || !signer.getDigestEncryptionAlgorithm().equals(signed.getSignatureAlgorithm())) {
      throw new BadAttributes("its algorithms are not those that were signed");
    }
  }

  private static Optional<Instant> signingTime(Map<ASN1ObjectIdentifier, ASN1Encodable> values)
      throws ParseException, BadAttributes {
    ASN1Encodable value = values.get(CMSAttributes.signingTime);
    if (value == null) {
      return Optional.empty();
    }
    if (value.toASN1Primitive() instanceof ASN1UTCTime utc) {
      return Optional.of(utc.getAdjustedDate().toInstant());
    }
    if (value.toASN1Primitive() instanceof ASN1GeneralizedTime generalized) {
      return Optional.of(generalized.getDate().toInstant());
    }
    throw new BadAttributes("its signing time is not a time");
  }

  /** What the signer says it is; only as true as the signer is honest. */
  Optional<Instant> signingTime() {
    return signingTime;
  }

  /** Whether the content with this digest is the one that was signed. */
  boolean isFor(byte[] digest) {
    ASN1Encodable value = values.get(CMSAttributes.messageDigest);
    return value != null
        && value.toASN1Primitive() instanceof ASN1OctetString signed
        && MessageDigest.isEqual(signed.getOctets(), digest);
  }

  /**
   * Whether the certificate is the one that was meant (RFC 5035, section 3), where the signature
   * says which.
   */
  boolean means(X509Certificate certificate) {
    try {
      byte[] der = certificate.getEncoded();
      return meansByFirstVersion(der) && meansBySecondVersion(der);
    } catch (CertificateEncodingException | RuntimeException e) {
      return false;
    }
  }

  private boolean meansBySecondVersion(byte[] certificate) {
    ASN1Encodable value = values.get(PKCSObjectIdentifiers.id_aa_signingCertificateV2);
    if (value == null) {
      return true;
    }
    ESSCertIDv2 id = SigningCertificateV2.getInstance(value).getCerts()[0];
    return SignatureHash.byOid(id.getHashAlgorithm().getAlgorithm())
        .map(hash -> hash.algorithm().newMessageDigest().digest(certificate))
        .filter(digest -> MessageDigest.isEqual(digest, id.getCertHash()))
        .isPresent();
  }

  /** By SHA-1: it can only exclude certificates, so that its weakness opens nothing. */
  private boolean meansByFirstVersion(byte[] certificate) {
    ASN1Encodable value = values.get(PKCSObjectIdentifiers.id_aa_signingCertificate);
    if (value == null) {
      return true;
    }
    ESSCertID id = SigningCertificate.getInstance(value).getCerts()[0];
    byte[] digest = HashAlgorithm.SHA1.newMessageDigest().digest(certificate);
    return MessageDigest.isEqual(digest, id.getCertHash());
  }
}
