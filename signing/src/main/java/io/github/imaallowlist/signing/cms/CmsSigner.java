package io.github.imaallowlist.signing.cms;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.signing.ByteSource;
import io.github.imaallowlist.signing.SignatureHash;
import io.github.imaallowlist.signing.SigningKey;
import io.github.imaallowlist.signing.pem.Pem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.SignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.util.CollectionStore;

/**
 * Writes a detached CMS signature in one pass over its content.
 *
 * <p>Signed with the content are its type, the time, and which certificate is the signer's (ESS
 * signing-certificate-v2, RFC 5035), so that no other one can be put in its place; and the
 * algorithms (RFC 6211).
 */
public final class CmsSigner {
  private CmsSigner() {}

  /**
   * Signs.
   *
   * @param content is read once; memory does not depend on its size
   * @param time stands in the signature as that of signing; seconds count
   * @return the signature, of some kilobytes
   * @throws AllowlistException if the certificate may not sign at that time
   * @throws IOException if the content cannot be read, or the key is in a token that fails
   */
  public static byte[] sign(
      ByteSource content,
      SigningKey key,
      SignerCertificates certificates,
      Instant time,
      CmsForm form)
      throws IOException, AllowlistException {
    certificates.ensureMaySignAt(time);
    try {
      byte[] der = der(content, key, certificates, time);
      return form == CmsForm.PEM ? Pem.encode("CMS", der) : der;
    } catch (CMSException e) {
      // What goes wrong with the streams comes wrapped.
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getMessage(), e);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (OperatorCreationException | CertificateEncodingException e) {
      throw new IllegalStateException("the algorithms and certificates were checked before", e);
    }
  }

  private static byte[] der(
      ByteSource content, SigningKey key, SignerCertificates certificates, Instant time)
      throws IOException, CMSException, OperatorCreationException, CertificateEncodingException {
    SignatureHash hash = SignatureHash.of(key.hash());
    CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
    generator.addSignerInfoGenerator(
        new SignerInfoGeneratorBuilder(DigestStream::of)
            .setSignedAttributeGenerator(
                new DefaultSignedAttributeTableGenerator(
                    attributes(certificates.signer(), hash, time)))
            .build(
                new KeySigner(key, hash),
                new X509CertificateHolder(certificates.signer().getEncoded())));
    List<X509CertificateHolder> holders = new ArrayList<>();
    for (X509Certificate certificate : certificates.all()) {
      holders.add(new X509CertificateHolder(certificate.getEncoded()));
    }
    generator.addCertificates(new CollectionStore<>(holders));
    return generator
        .generate(new StreamedContent(content), false)
        .toASN1Structure()
        .getEncoded(ASN1Encoding.DER);
  }

  /** Those that the generator cannot know; it adds content type, digest and algorithms. */
  private static AttributeTable attributes(X509Certificate signer, SignatureHash hash, Instant time)
      throws CertificateEncodingException {
    byte[] digest = hash.algorithm().newMessageDigest().digest(signer.getEncoded());
    SigningCertificateV2 certificate =
        new SigningCertificateV2(new ESSCertIDv2(new AlgorithmIdentifier(hash.oid()), digest));
    ASN1EncodableVector attributes = new ASN1EncodableVector();
    attributes.add(new Attribute(CMSAttributes.signingTime, new DERSet(new Time(Date.from(time)))));
    attributes.add(
        new Attribute(PKCSObjectIdentifiers.id_aa_signingCertificateV2, new DERSet(certificate)));
    return new AttributeTable(attributes);
  }
}
