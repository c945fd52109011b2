package io.github.imaallowlist.signing;

import io.github.imaallowlist.model.HashAlgorithm;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;

/**
 * A hash that signatures are made with, and its object identifiers (RFC 5754, RFC 5758, RFC 4055).
 */
public enum SignatureHash {
  SHA256(
      HashAlgorithm.SHA256,
      "2.16.840.1.101.3.4.2.1",
      "1.2.840.10045.4.3.2",
      "1.2.840.113549.1.1.11"),
  SHA384(
      HashAlgorithm.SHA384,
      "2.16.840.1.101.3.4.2.2",
      "1.2.840.10045.4.3.3",
      "1.2.840.113549.1.1.12"),
  SHA512(
      HashAlgorithm.SHA512,
      "2.16.840.1.101.3.4.2.3",
      "1.2.840.10045.4.3.4",
      "1.2.840.113549.1.1.13");

  private final HashAlgorithm algorithm;
  private final String oid;
  private final String withEcdsa;
  private final String withRsa;

  SignatureHash(HashAlgorithm algorithm, String oid, String withEcdsa, String withRsa) {
    this.algorithm = algorithm;
    this.oid = oid;
    this.withEcdsa = withEcdsa;
    this.withRsa = withRsa;
  }

  /**
   * @throws IllegalArgumentException if nothing is signed with it
   */
  public static SignatureHash of(HashAlgorithm algorithm) {
    return Arrays.stream(values())
        .filter(hash -> hash.algorithm == algorithm)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("nothing is signed with " + algorithm));
  }

  public static Optional<SignatureHash> byOid(ASN1ObjectIdentifier oid) {
    return Arrays.stream(values()).filter(hash -> hash.oid.equals(oid.getId())).findFirst();
  }

  public HashAlgorithm algorithm() {
    return algorithm;
  }

  /** Of the hash itself. */
  public ASN1ObjectIdentifier oid() {
    return new ASN1ObjectIdentifier(oid);
  }

  /** Of ECDSA with this hash. */
  public ASN1ObjectIdentifier withEcdsa() {
    return new ASN1ObjectIdentifier(withEcdsa);
  }

  /** Of RSASSA-PKCS1-v1_5 with this hash. */
  public ASN1ObjectIdentifier withRsa() {
    return new ASN1ObjectIdentifier(withRsa);
  }
}
