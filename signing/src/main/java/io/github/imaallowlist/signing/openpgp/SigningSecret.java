package io.github.imaallowlist.signing.openpgp;

import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.openpgp.Fingerprint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.bcpg.BCPGOutputStream;
import org.bouncycastle.bcpg.MPInteger;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.DSA;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.Prehash;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.DSAPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.signers.DSASigner;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.crypto.signers.RSADigestSigner;

/**
 * The secret of an OpenPGP key that signs: RSA (PKCS#1 v1.5), DSA and ECDSA (deterministic, RFC
 * 6979), or Ed25519. The same key and digest give the same signature.
 */
final class SigningSecret {
  /** Up to here a key is no stronger than SHA-256 is against collisions (NIST SP 800-57, 5.6.1). */
  private static final int RSA_BITS_OF_SHA256 = 3072;

  private static final int EC_BITS_OF_SHA256 = 256;

  private final Fingerprint fingerprint;
  private final int keyAlgorithm;
  private final AsymmetricKeyParameter key;

  private SigningSecret(Fingerprint fingerprint, int keyAlgorithm, AsymmetricKeyParameter key) {
    this.fingerprint = fingerprint;
    this.keyAlgorithm = keyAlgorithm;
    this.key = key;
  }

  /**
   * @param keyAlgorithm OpenPGP's number (RFC 9580, section 9.1)
   * @throws MalformedInputException if such a key cannot sign
   */
  static SigningSecret of(
      String source, Fingerprint fingerprint, int keyAlgorithm, AsymmetricKeyParameter key)
      throws MalformedInputException {
    if (key instanceof RSAKeyParameters
        || key instanceof DSAPrivateKeyParameters
        || key instanceof ECPrivateKeyParameters
        || key instanceof Ed25519PrivateKeyParameters) {
      return new SigningSecret(fingerprint, keyAlgorithm, key);
    }
    throw new MalformedInputException(
        source, MalformedInputException.NO_OFFSET, fingerprint + " is of a kind that cannot sign");
  }

  Fingerprint fingerprint() {
    return fingerprint;
  }

  /** OpenPGP's number. */
  int keyAlgorithm() {
    return keyAlgorithm;
  }

  /** SHA-512 for keys that are stronger than SHA-256; else SHA-256, which all readers know. */
  HashAlgorithm hashAlgorithm() {
    boolean strong =
        (key instanceof RSAKeyParameters rsa && rsa.getModulus().bitLength() > RSA_BITS_OF_SHA256)
            || (key instanceof ECPrivateKeyParameters ec
                && ec.getParameters().getN().bitLength() > EC_BITS_OF_SHA256);
    return strong ? HashAlgorithm.SHA512 : HashAlgorithm.SHA256;
  }

  /** The algorithm's part of the packet (RFC 9580, section 5.2.3). */
  byte[] sign(byte[] digest) {
    if (key instanceof RSAKeyParameters) {
      return numbers(new BigInteger(1, rsa(digest)));
    }
    if (key instanceof Ed25519PrivateKeyParameters) {
      return ed25519(digest);
    }
    DSA signer =
        key instanceof ECPrivateKeyParameters
            ? new ECDSASigner(new HMacDSAKCalculator(newDigest()))
            : new DSASigner(new HMacDSAKCalculator(newDigest()));
    signer.init(true, key);
    return numbers(signer.generateSignature(digest));
  }

  private byte[] rsa(byte[] digest) {
    RSADigestSigner signer = new RSADigestSigner(Prehash.forDigest(newDigest()));
    signer.init(true, key);
    signer.update(digest, 0, digest.length);
    try {
      return signer.generateSignature();
    } catch (CryptoException e) {
      throw new IllegalStateException("an RSA key of this size signs a digest", e);
    }
  }

  /** Two numbers for the older EdDSA keys, 64 bytes for the newer Ed25519 ones. */
  private byte[] ed25519(byte[] digest) {
    Ed25519Signer signer = new Ed25519Signer();
    signer.init(true, key);
    signer.update(digest, 0, digest.length);
    byte[] rs = signer.generateSignature();
    if (keyAlgorithm == PublicKeyAlgorithmTags.Ed25519) {
      return rs;
    }
    int half = rs.length / 2;
    return numbers(
        new BigInteger(1, Arrays.copyOf(rs, half)),
        new BigInteger(1, Arrays.copyOfRange(rs, half, rs.length)));
  }

  private Digest newDigest() {
    return hashAlgorithm() == HashAlgorithm.SHA256 ? new SHA256Digest() : new SHA512Digest();
  }

  /** Multiprecision integers (RFC 9580, section 3.2). */
  private static byte[] numbers(BigInteger... values) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (BCPGOutputStream out = new BCPGOutputStream(bytes)) {
      for (BigInteger value : values) {
        new MPInteger(value).encode(out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory takes what is written to it", e);
    }
    return bytes.toByteArray();
  }

  /** Names the key; nothing of its secret. */
  @Override
  public String toString() {
    return fingerprint.toString();
  }
}
