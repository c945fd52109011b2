package io.github.imaallowlist.signing.x509;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;

/** Which keys and signature algorithms are strong enough. A list of good ones: others are not. */
public final class Strength {
  private static final String RSASSA_PSS = "1.2.840.113549.1.1.10";

  private static final Set<String> SIGNATURES =
      Set.of(
          "1.2.840.113549.1.1.11", // sha256WithRSAEncryption, RFC 4055
          "1.2.840.113549.1.1.12",
          "1.2.840.113549.1.1.13",
          "1.2.840.10045.4.3.2", // ecdsa-with-SHA256, RFC 5758
          "1.2.840.10045.4.3.3",
          "1.2.840.10045.4.3.4",
          "1.3.101.112"); // Ed25519, RFC 8410

  private static final Set<ASN1ObjectIdentifier> PSS_HASHES =
      Set.of(
          NISTObjectIdentifiers.id_sha256,
          NISTObjectIdentifiers.id_sha384,
          NISTObjectIdentifiers.id_sha512);

  private Strength() {}

  /** What is too weak about the key, or empty if nothing is. */
  public static Optional<String> weaknessOf(PublicKey key) {
    if (key instanceof RSAPublicKey rsa) {
      int bits = rsa.getModulus().bitLength();
      return bits >= X509Limits.RSA_BITS && bits <= X509Limits.MAX_RSA_BITS
          ? Optional.empty()
          : Optional.of(
              "an RSA key of %d bits, where %d to %d are expected"
                  .formatted(bits, X509Limits.RSA_BITS, X509Limits.MAX_RSA_BITS));
    }
    if (key instanceof ECPublicKey ec) {
      int bits = ec.getParams().getOrder().bitLength();
      return bits >= X509Limits.EC_BITS
          ? Optional.empty()
          : Optional.of("a key on a curve of only %d bits".formatted(bits));
    }
    return key instanceof EdECPublicKey
        ? Optional.empty()
        : Optional.of("a key of the algorithm " + key.getAlgorithm());
  }

  /** Whether the algorithm by which the certificate is signed holds; not the signature itself. */
  static boolean isSignedStrongly(X509Certificate certificate) {
    String algorithm = certificate.getSigAlgOID();
    if (algorithm.equals(RSASSA_PSS)) {
      return hasStrongHash(certificate.getSigAlgParams());
    }
    return SIGNATURES.contains(algorithm);
  }

  private static boolean hasStrongHash(byte[] pssParameters) {
    try {
      RSASSAPSSparams parameters = RSASSAPSSparams.getInstance(pssParameters);
      return PSS_HASHES.contains(parameters.getHashAlgorithm().getAlgorithm());
    } catch (RuntimeException e) {
      return false;
    }
  }
}
