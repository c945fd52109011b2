package io.github.imaallowlist.openpgp.key;

import io.github.imaallowlist.model.HashAlgorithm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.teletrust.TeleTrusTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.DigestInfo;
import org.bouncycastle.crypto.params.RSAKeyParameters;

/**
 * RSASSA-PKCS1-v1_5 (RFC 8017, section 8.2.2): the signed block is made anew and compared whole.
 * Taking the one in the signature apart is how forgeries with a small exponent got through.
 */
final class RsaPkcs1 {
  /** 00 01, at least eight FF, 00. */
  private static final int LEAST_PADDING = 11;

  private RsaPkcs1() {}

  static boolean verifies(
      RSAKeyParameters key, HashAlgorithm hash, byte[] digest, BigInteger signature) {
    BigInteger modulus = key.getModulus();
    if (signature.compareTo(modulus) >= 0) {
      return false;
    }
    int length = (modulus.bitLength() + 7) / 8;
    return encoded(hash, digest, length)
        .filter(
            block -> new BigInteger(1, block).equals(signature.modPow(key.getExponent(), modulus)))
        .isPresent();
  }

  private static Optional<byte[]> encoded(HashAlgorithm hash, byte[] digest, int length) {
    return oid(hash)
        .map(oid -> digestInfo(oid, digest))
        .filter(info -> info.length + LEAST_PADDING <= length)
        .map(info -> padded(info, length));
  }

  private static byte[] padded(byte[] info, int length) {
    byte[] block = new byte[length];
    block[1] = 1;
    Arrays.fill(block, 2, length - info.length - 1, (byte) 0xff);
    System.arraycopy(info, 0, block, length - info.length, info.length);
    return block;
  }

  private static byte[] digestInfo(ASN1ObjectIdentifier oid, byte[] digest) {
    try {
      return new DigestInfo(new AlgorithmIdentifier(oid, DERNull.INSTANCE), digest)
          .getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
  }

  private static Optional<ASN1ObjectIdentifier> oid(HashAlgorithm hash) {
    return Optional.ofNullable(
        switch (hash) {
          case MD5 -> PKCSObjectIdentifiers.md5;
          case SHA1 -> OIWObjectIdentifiers.idSHA1;
          case RIPEMD160 -> TeleTrusTObjectIdentifiers.ripemd160;
          case SHA224 -> NISTObjectIdentifiers.id_sha224;
          case SHA256 -> NISTObjectIdentifiers.id_sha256;
          case SHA384 -> NISTObjectIdentifiers.id_sha384;
          case SHA512 -> NISTObjectIdentifiers.id_sha512;
          case SHA3_256 -> NISTObjectIdentifiers.id_sha3_256;
          case SHA3_384 -> NISTObjectIdentifiers.id_sha3_384;
          case SHA3_512 -> NISTObjectIdentifiers.id_sha3_512;
          case SM3 -> null;
        });
  }
}
