package io.github.imaallowlist.signing.cms;

import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.error.UnsupportedInputException;
import io.github.imaallowlist.signing.ByteSource;
import io.github.imaallowlist.signing.pem.Der;
import io.github.imaallowlist.signing.pem.PemBlock;
import io.github.imaallowlist.signing.pem.PemContents;
import io.github.imaallowlist.signing.pem.PemFile;
import io.github.imaallowlist.signing.x509.CertificateFile;
import java.io.IOException;
import java.io.InputStream;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;

/**
 * A detached signature as its file has it; nothing of it is believed yet.
 *
 * @param certificates that came with it
 * @param signers at least one
 */
record CmsFile(String name, List<X509Certificate> certificates, List<SignerInformation> signers) {
  /** The first is RFC 7468's, the others those of {@code openssl smime} and older programs. */
  private static final Set<String> LABELS = Set.of("CMS", "PKCS7", "PKCS #7 SIGNED DATA");

  private static final int DER_SEQUENCE = 0x30;

  CmsFile {
    certificates = List.copyOf(certificates);
    signers = List.copyOf(signers);
  }

  /**
   * Reads PEM or BER, of which DER is the strict form; OpenSSL writes the other when it streams.
   *
   * @throws IOException if it cannot be read, is too large, malformed, or has its content inside
   */
  static CmsFile read(ByteSource file, ByteSource content) throws IOException {
    byte[] bytes;
    try (InputStream in = file.open()) {
      bytes = in.readNBytes(PemContents.SIGNATURE.maxBytes() + 1);
    }
    if (bytes.length > PemContents.SIGNATURE.maxBytes()) {
      throw new LimitExceededException(
          file.name(),
          PemContents.SIGNATURE.maxBytes(),
          "a signature has at most %d bytes".formatted(PemContents.SIGNATURE.maxBytes()));
    }
    return parse(file.name(), der(file.name(), bytes), content);
  }

  private static byte[] der(String name, byte[] bytes) throws IOException {
    if (bytes.length > 0 && bytes[0] == DER_SEQUENCE) {
      return bytes;
    }
    try (PemFile pem = PemFile.parse(name, PemContents.SIGNATURE, bytes)) {
      PemBlock block = pem.blocks().get(0);
      if (!LABELS.contains(block.label())) {
        throw block.malformed("expected a CMS signature, found a " + block.label(), null);
      }
      return block.decode();
    }
  }

  private static CmsFile parse(String name, byte[] der, ByteSource content) throws IOException {
    ContentInfo info = Der.read(name, 0, der, "a CMS structure", ContentInfo::getInstance);
    if (!info.getContentType().equals(CMSObjectIdentifiers.signedData)) {
      throw new MalformedInputException(
          name, 0, "expected CMS signed data (RFC 5652), found " + info.getContentType());
    }
    try {
      SignedData data = SignedData.getInstance(info.getContent());
      requireDetached(name, data);
      requireAtMost(name, data.getCertificates(), CmsLimits.CERTIFICATES, "certificates");
      requireAtMost(name, data.getSignerInfos(), CmsLimits.SIGNERS, "signers");
      CMSSignedData cms = new CMSSignedData(new StreamedContent(content), info);
      Collection<SignerInformation> signers = cms.getSignerInfos().getSigners();
      if (signers.isEmpty()) {
        throw new MalformedInputException(name, 0, "the CMS signed data has no signer");
      }
      return new CmsFile(name, certificates(name, cms), new ArrayList<>(signers));
    } catch (CMSException | RuntimeException e) {
      throw new MalformedInputException(name, 0, "expected CMS signed data (RFC 5652)", e);
    }
  }

  private static void requireDetached(String name, SignedData data)
      throws UnsupportedInputException {
    if (data.getEncapContentInfo().getContent() != null) {
      throw new UnsupportedInputException(
          name, 0, "the signature has its content inside; a detached one is expected");
    }
    if (!data.getEncapContentInfo().getContentType().equals(CMSObjectIdentifiers.data)) {
      throw new UnsupportedInputException(
          name,
          0,
          "the signature is for content of type %s, not for plain data"
              .formatted(data.getEncapContentInfo().getContentType()));
    }
  }

  private static void requireAtMost(String name, ASN1Set set, int most, String what)
      throws LimitExceededException {
    if (set != null && set.size() > most) {
      throw new LimitExceededException(
          name, 0, "a signature has at most %d %s; here are %d".formatted(most, what, set.size()));
    }
  }

  private static List<X509Certificate> certificates(String name, CMSSignedData cms)
      throws IOException {
    List<X509Certificate> certificates = new ArrayList<>();
    for (X509CertificateHolder holder : cms.getCertificates().getMatches(null)) {
      certificates.add(CertificateFile.parse(name, 0, holder.getEncoded()));
    }
    return certificates;
  }
}
