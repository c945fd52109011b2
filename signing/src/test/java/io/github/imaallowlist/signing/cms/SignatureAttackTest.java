package io.github.imaallowlist.signing.cms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.signing.SignatureHash;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Random;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.SignerInfoGeneratorBuilder;
import org.bouncycastle.cms.SimpleAttributeTableGenerator;
import org.bouncycastle.util.CollectionStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Signatures by a trusted signer that were changed, or that say other things than they should. */
@RequiresTool("openssl")
class SignatureAttackTest extends CmsTrial {
  private static final Attribute DATA =
      attribute(CMSAttributes.contentType, CMSObjectIdentifiers.data);
  private static final Attribute DIGEST =
      attribute(CMSAttributes.messageDigest, new DEROctetString(sha256(CONTENT)));

  @BeforeEach
  void signer() throws Exception {
    authority.issue("root", "signer", Authority.SIGNER);
  }

  private static byte[] sha256(byte[] bytes) {
    return HashAlgorithm.SHA256.newMessageDigest().digest(bytes);
  }

  private static Attribute attribute(ASN1ObjectIdentifier type, ASN1Encodable... values) {
    return new Attribute(type, new DERSet(values));
  }

  /** Rightly signed, whatever these are. */
  private byte[] withAttributes(Attribute... attributes) throws Exception {
    ASN1EncodableVector vector = new ASN1EncodableVector();
    for (Attribute attribute : attributes) {
      vector.add(attribute);
    }
    X509CertificateHolder holder =
        new X509CertificateHolder(certificates("signer").get(0).getEncoded());
    CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
    generator.addSignerInfoGenerator(
        new SignerInfoGeneratorBuilder(DigestStream::of)
            .setSignedAttributeGenerator(
                new SimpleAttributeTableGenerator(new AttributeTable(vector)))
            .build(new KeySigner(key("signer"), SignatureHash.SHA256), holder));
    generator.addCertificates(new CollectionStore<>(List.of(holder)));
    return generator
        .generate(
            new StreamedContent(
                io.github.imaallowlist.signing.ByteSource.of(folder.resolve("list"))),
            false)
        .getEncoded("DER");
  }

  @Test
  void swappedContent() throws Exception {
    byte[] signature = signed("signer");
    byte[] direct = signed("signer", "-noattr");
    Files.writeString(folder.resolve("list"), "4567  /usr/bin/evil\n");

    assertBad(verify(signature), SignerStatus.CONTENT_CHANGED, "other content");
    assertBad(verify(direct), SignerStatus.BAD_SIGNATURE, "not by the key");
  }

  @Test
  void signatureWithoutASigner() throws Exception {
    openssl.run("crl2pkcs7", "-nocrl", "-certfile", "signer.crt", "-outform", "DER", "-out", "p7s");

    assertThatThrownBy(() -> verify(Files.readAllBytes(folder.resolve("p7s"))))
        .isInstanceOf(MalformedInputException.class)
        .hasMessageContaining("no signer");
  }

  @Test
  void changedSigningTime() throws Exception {
    byte[] signature = withAttributes(DATA, DIGEST, time(Instant.parse("2026-01-01T00:00:00Z")));
    byte[] text = "260101000000Z".getBytes(StandardCharsets.US_ASCII);
    int at = indexOf(signature, text);
    signature[at + 3] = '2';

    assertBad(verify(signature), SignerStatus.BAD_SIGNATURE, "not by the key");
  }

  private static int indexOf(byte[] bytes, byte[] part) {
    for (int i = 0; i + part.length <= bytes.length; i++) {
      if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
        return i;
      }
    }
    throw new AssertionError("not there");
  }

  private static Attribute time(Instant instant) {
    return attribute(CMSAttributes.signingTime, new Time(Date.from(instant)));
  }

  @Test
  void goodAttributesAreTaken() throws Exception {
    assertGood(verify(withAttributes(DATA, DIGEST)));
    assertGood(verify(withAttributes(DATA, DIGEST, time(Instant.now()))));
  }

  @Test
  void attributesThatAreMissingTwiceOrWrong() throws Exception {
    assertAttributes("digest is not in them", DATA);
    assertAttributes("content type is not", DIGEST);
    assertAttributes(
        "content type is not",
        DIGEST,
        attribute(CMSAttributes.contentType, CMSObjectIdentifiers.signedData));
    assertAttributes("not one value", attribute(CMSAttributes.contentType), DIGEST);
    assertAttributes(
        "not one value",
        DATA,
        attribute(
            CMSAttributes.messageDigest,
            new DEROctetString(sha256(CONTENT)),
            new DEROctetString(new byte[32])));
    assertAttributes(
        "there twice",
        DATA,
        DIGEST,
        attribute(CMSAttributes.messageDigest, new DEROctetString(new byte[32])));
    assertAttributes(
        "not a time", DATA, DIGEST, attribute(CMSAttributes.signingTime, new DERUTF8String("now")));
    assertAttributes("there twice", DATA, DIGEST, time(Instant.EPOCH), time(Instant.now()));
    assertAttributes(
        "with another certificate",
        DATA,
        DIGEST,
        attribute(
            PKCSObjectIdentifiers.id_aa_signingCertificateV2,
            new SigningCertificateV2(new ESSCertIDv2(new byte[32]))));
    assertBad(
        verify(
            withAttributes(
                DATA, attribute(CMSAttributes.messageDigest, new DEROctetString(new byte[32])))),
        SignerStatus.CONTENT_CHANGED,
        "other content");
    assertBad(
        verify(withAttributes(DATA, DIGEST, time(Instant.now().plus(Duration.ofDays(1))))),
        SignerStatus.FROM_FUTURE,
        "after now");
  }

  private void assertAttributes(String detail, Attribute... attributes) throws Exception {
    assertBad(verify(withAttributes(attributes)), SignerStatus.BAD_ATTRIBUTES, detail);
  }

  @Test
  void attributesAreNoContent() throws Exception {
    SignedData data = SignedData.getInstance(contentInfo(signed("signer")).getContent());
    SignerInfo signer = SignerInfo.getInstance(data.getSignerInfos().getObjectAt(0));
    Files.write(
        folder.resolve("list"),
        new DERSet(signer.getAuthenticatedAttributes().toArray()).getEncoded("DER"));
    SignerInfo stripped =
        new SignerInfo(
            signer.getSID(),
            signer.getDigestAlgorithm(),
            (org.bouncycastle.asn1.ASN1Set) null,
            signer.getDigestEncryptionAlgorithm(),
            signer.getEncryptedDigest(),
            null);
    SignedData forged =
        new SignedData(
            data.getDigestAlgorithms(),
            data.getEncapContentInfo(),
            data.getCertificates(),
            null,
            new DERSet(stripped));

    assertBad(
        verify(new ContentInfo(CMSObjectIdentifiers.signedData, forged).getEncoded("DER")),
        SignerStatus.BAD_ATTRIBUTES,
        "signed part of another");
  }

  private static ContentInfo contentInfo(byte[] der) {
    return ContentInfo.getInstance(der);
  }

  @Test
  void brokenHash() throws Exception {
    assertBad(verify(signed("signer", "-md", "sha1")), SignerStatus.WEAK, "broken");
  }

  @Test
  void oneBadSignerOfTwoSpoilsTheSignature() throws Exception {
    authority.root("foreign", Authority.CA);
    authority.issue("foreign", "stranger", Authority.SIGNER);
    authority.issue("root", "second", Authority.SIGNER);

    CmsVerification both =
        verify(signed("signer", "-signer", "second.crt", "-inkey", "second.key"));
    assertGood(both);
    assertThat(both.fingerprints()).hasSize(2);
    assertBad(
        verify(signed("signer", "-signer", "stranger.crt", "-inkey", "stranger.key")),
        SignerStatus.NOT_TRUSTED,
        "neither trusted nor given");
  }

  @Test
  void whatIsNoSignatureIsMalformed() throws Exception {
    for (String text :
        List.of(
            "",
            "0",
            "no signature",
            "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n",
            "-----BEGIN CMS-----\nMAA=\n-----END CMS-----\n")) {
      assertThatThrownBy(() -> verify(text.getBytes(StandardCharsets.UTF_8)))
          .as(text)
          .isInstanceOf(MalformedInputException.class)
          .hasMessageStartingWith("list.p7s: ");
    }
    assertThatThrownBy(() -> verify(new byte[(1 << 20) + 1]))
        .isInstanceOf(LimitExceededException.class);
    byte[] nested = new byte[100_000];
    for (int i = 0; i < nested.length; i += 2) {
      nested[i] = 0x30;
      nested[i + 1] = (byte) 0x80;
    }
    assertThatThrownBy(() -> verify(nested)).isInstanceOf(MalformedInputException.class);
  }

  @Test
  void changedBytesAreRefusedInOrder() throws Exception {
    byte[] signature = signed("signer");
    Random random = new Random(1);
    for (int i = 0; i < 600; i++) {
      byte[] changed = signature.clone();
      for (int flips = random.nextInt(3); flips >= 0; flips--) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
      }
      byte[] cut =
          random.nextInt(4) == 0 ? Arrays.copyOf(changed, random.nextInt(changed.length)) : changed;
      try {
        // Some bytes are not signed, such as those of an id; any other exception is a bug.
        verify(cut);
      } catch (InputException e) {
        assertThat(e.source()).isEqualTo("list.p7s");
      }
    }
  }
}
