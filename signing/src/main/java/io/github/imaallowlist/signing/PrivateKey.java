package io.github.imaallowlist.signing;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.model.HashAlgorithm;
import java.io.IOException;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.DigestInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.encodings.PKCS1Encoding;
import org.bouncycastle.crypto.engines.RSABlindedEngine;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.bouncycastle.math.ec.ECPoint;

/** A private key in this process's memory. */
sealed interface PrivateKey {
  /** With its file's name, and what came with it. */
  SigningKey toSigningKey(String name, List<X509Certificate> certificates, List<String> warnings)
      throws IOException, AllowlistException;

  /**
   * @param point the public key that belongs to it
   */
  record Ec(EllipticCurve curve, ECPrivateKeyParameters scalar, ECPoint point)
      implements PrivateKey {
    @Override
    public SigningKey toSigningKey(
        String name, List<X509Certificate> certificates, List<String> warnings) throws IOException {
      return new EcSigningKey(
          name, this::sign, VerificationKey.of(curve, point), certificates, warnings);
    }

    private byte[] sign(HashAlgorithm hash, byte[] digest) {
      ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(digestOf(hash)));
      signer.init(true, scalar);
      BigInteger[] rs = signer.generateSignature(digest);
      try {
        return StandardDSAEncoding.INSTANCE.encode(scalar.getParameters().getN(), rs[0], rs[1]);
      } catch (IOException e) {
        throw new IllegalStateException("two numbers in range have a DER encoding", e);
      }
    }

    private static Digest digestOf(HashAlgorithm hash) {
      return switch (hash) {
        case SHA256 -> new SHA256Digest();
        case SHA384 -> new SHA384Digest();
        case SHA512 -> new SHA512Digest();
        default -> throw new IllegalArgumentException("nothing is signed with " + hash);
      };
    }

    @Override
    public String toString() {
      return curve + " private key";
    }
  }

  record Rsa(RSAPrivateCrtKeyParameters numbers) implements PrivateKey {
    @Override
    public SigningKey toSigningKey(
        String name, List<X509Certificate> certificates, List<String> warnings)
        throws IOException, AllowlistException {
      RSAPublicKey half = new RSAPublicKey(numbers.getModulus(), numbers.getPublicExponent());
      AlgorithmIdentifier rsa =
          new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);
      return RsaSigningKey.of(
          name,
          this::sign,
          numbers.getModulus(),
          new SubjectPublicKeyInfo(rsa, half).getEncoded(ASN1Encoding.DER),
          certificates,
          warnings);
    }

    private byte[] sign(HashAlgorithm hash, byte[] digest) throws IOException {
      PKCS1Encoding rsa = new PKCS1Encoding(new RSABlindedEngine());
      rsa.init(true, numbers);
      byte[] info = digestInfo(hash, digest);
      try {
        return rsa.processBlock(info, 0, info.length);
      } catch (InvalidCipherTextException e) {
        throw new IllegalStateException("a key of 2048 bits has room for a digest", e);
      }
    }

    @Override
    public String toString() {
      return "RSA private key";
    }
  }

  /** What RSASSA-PKCS1-v1_5 signs (RFC 8017, section 9.2). */
  static byte[] digestInfo(HashAlgorithm hash, byte[] digest) throws IOException {
    AlgorithmIdentifier algorithm =
        new AlgorithmIdentifier(SignatureHash.of(hash).oid(), DERNull.INSTANCE);
    return new DigestInfo(algorithm, digest).getEncoded(ASN1Encoding.DER);
  }
}
