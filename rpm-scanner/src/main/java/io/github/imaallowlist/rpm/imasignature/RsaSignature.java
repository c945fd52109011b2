package io.github.imaallowlist.rpm.imasignature;

import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.model.HashAlgorithm;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.EnumMap;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.teletrust.TeleTrusTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.DigestInfo;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.encodings.PKCS1Encoding;
import org.bouncycastle.crypto.engines.RSAEngine;
import org.bouncycastle.crypto.params.RSAKeyParameters;

/**
 * RSASSA-PKCS1-v1_5 (RFC 8017, section 8.2.2), as strictly as the kernel: the signature as long as
 * the modulus, and in it the one encoding of the digest there is.
 */
final class RsaSignature {
  /** Those of the kernel's {@code crypto/rsassa-pkcs1.c}. */
  private static final Map<HashAlgorithm, ASN1ObjectIdentifier> OIDS =
      new EnumMap<>(
          Map.of(
              HashAlgorithm.MD5, PKCSObjectIdentifiers.md5,
              HashAlgorithm.SHA1, OIWObjectIdentifiers.idSHA1,
              HashAlgorithm.RIPEMD160, TeleTrusTObjectIdentifiers.ripemd160,
              HashAlgorithm.SHA224, NISTObjectIdentifiers.id_sha224,
              HashAlgorithm.SHA256, NISTObjectIdentifiers.id_sha256,
              HashAlgorithm.SHA384, NISTObjectIdentifiers.id_sha384,
              HashAlgorithm.SHA512, NISTObjectIdentifiers.id_sha512,
              HashAlgorithm.SHA3_256, NISTObjectIdentifiers.id_sha3_256,
              HashAlgorithm.SHA3_384, NISTObjectIdentifiers.id_sha3_384,
              HashAlgorithm.SHA3_512, NISTObjectIdentifiers.id_sha3_512));

  private RsaSignature() {}

  static boolean knows(HashAlgorithm algorithm) {
    return OIDS.containsKey(algorithm);
  }

  static boolean verify(RSAKeyParameters key, byte[] signature, FileDigest digest) {
    if (signature.length != (key.getModulus().bitLength() + 7) / 8) {
      return false;
    }
    PKCS1Encoding engine = new PKCS1Encoding(new RSAEngine());
    engine.init(false, key);
    try {
      byte[] encoded = engine.processBlock(signature, 0, signature.length);
      return MessageDigest.isEqual(encoded, digestInfo(digest));
    } catch (InvalidCipherTextException | RuntimeException e) {
      // Bouncy Castle throws one or the other for a block that is out of range or badly padded.
      return false;
    }
  }

  private static byte[] digestInfo(FileDigest digest) {
    ASN1ObjectIdentifier oid = OIDS.get(digest.algorithm());
    try {
      return new DigestInfo(new AlgorithmIdentifier(oid, DERNull.INSTANCE), digest.bytes())
          .getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new IllegalStateException("a digest cannot be encoded", e);
    }
  }
}
