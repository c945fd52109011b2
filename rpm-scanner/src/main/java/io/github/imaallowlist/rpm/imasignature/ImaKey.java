package io.github.imaallowlist.rpm.imasignature;

import io.github.imaallowlist.format.ImaVerificationKey;
import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.model.ImaKeyId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;

/**
 * A public key that makes IMA signatures, RSA or on a named elliptic curve, with the id by which
 * they name it.
 *
 * <p>The id is the end of the certificate's subject key identifier, by which the kernel looks a key
 * up ({@code request_asymmetric_key} in {@code security/integrity/digsig_asymmetric.c}). For a key
 * without one it is the end of the SHA-1 over the key's bits: {@code calc_keyid_v2} of
 * ima-evm-utils, {@code _get_keyidv2} of Keylime.
 */
public final class ImaKey {
  private static final int MIN_IDENTIFIER = 4;

  private final ImaKeyId id;
  private final AsymmetricKeyParameter key;
  private final byte[] info;

  private ImaKey(ImaKeyId id, AsymmetricKeyParameter key, byte[] info) {
    this.id = id;
    this.key = key;
    this.info = info;
  }

  /**
   * The key of a certificate.
   *
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if it is of another kind; the message says of which
   */
  static ImaKey of(Certificate certificate) throws IOException {
    Optional<byte[]> identifier =
        Optional.ofNullable(certificate.getTBSCertificate().getExtensions())
            .map(SubjectKeyIdentifier::fromExtensions)
            .map(SubjectKeyIdentifier::getKeyIdentifier)
            .filter(bytes -> bytes.length >= MIN_IDENTIFIER);
    return of(certificate.getSubjectPublicKeyInfo(), identifier);
  }

  /**
   * A key without a certificate.
   *
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if it is of another kind; the message says of which
   */
  static ImaKey of(SubjectPublicKeyInfo info) throws IOException {
    return of(info, Optional.empty());
  }

  /**
   * A key that a verifier has, under the id that it has there.
   *
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if it is of another kind; the message says of which
   */
  public static ImaKey of(ImaVerificationKey key) throws IOException {
    SubjectPublicKeyInfo info =
        SubjectPublicKeyInfo.getInstance(Base64.getDecoder().decode(key.publicKey()));
    return of(
        info, Optional.of(ByteBuffer.allocate(Integer.BYTES).putInt(key.id().bits()).array()));
  }

  private static ImaKey of(SubjectPublicKeyInfo info, Optional<byte[]> identifier)
      throws IOException {
    requireKnownKind(info);
    AsymmetricKeyParameter key = PublicKeyFactory.createKey(info);
    // One form of a key, whatever the file has: the curve by its name, the point uncompressed.
    SubjectPublicKeyInfo canonical = SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(key);
    byte[] bits = canonical.getPublicKeyData().getOctets();
    byte[] source = identifier.orElseGet(() -> HashAlgorithm.SHA1.newMessageDigest().digest(bits));
    return new ImaKey(ImaKeyId.ofTail(source), key, canonical.getEncoded(ASN1Encoding.DER));
  }

  private static void requireKnownKind(SubjectPublicKeyInfo info) {
    ASN1ObjectIdentifier algorithm = info.getAlgorithm().getAlgorithm();
    boolean ec = algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey);
    if (!ec && !algorithm.equals(PKCSObjectIdentifiers.rsaEncryption)) {
      throw new IllegalArgumentException(
          "a key of algorithm %s; IMA signatures are made with RSA or ECDSA".formatted(algorithm));
    }
    if (ec && !(info.getAlgorithm().getParameters() instanceof ASN1ObjectIdentifier)) {
      throw new IllegalArgumentException("a key that does not name its elliptic curve");
    }
  }

  public ImaKeyId id() {
    return id;
  }

  /** A copy of the key as {@code SubjectPublicKeyInfo} in DER, as OpenSSL writes it. */
  public byte[] subjectPublicKeyInfo() {
    return info.clone();
  }

  /** Whether signatures over digests in this algorithm can be verified. */
  boolean canVerify(HashAlgorithm algorithm) {
    return key instanceof ECPublicKeyParameters || RsaSignature.knows(algorithm);
  }

  /** Whether the key made this signature over this digest. */
  boolean verifies(byte[] signature, FileDigest digest) {
    return key instanceof ECPublicKeyParameters point
        ? EcdsaSignature.verify(point, signature, digest)
        : RsaSignature.verify((RSAKeyParameters) key, signature, digest);
  }

  /** Such as {@code key a5982554}. */
  @Override
  public String toString() {
    return "key " + id;
  }
}
