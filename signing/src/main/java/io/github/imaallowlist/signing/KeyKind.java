package io.github.imaallowlist.signing;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.signing.pem.PemBlock;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * Which keys can sign an envelope, and why the others cannot: Keylime verifies an envelope as ECDSA
 * with SHA-256 and nothing else ({@code keylime/dsse/ecdsa.py}, {@code keylime/dsse/x509.py}).
 */
final class KeyKind {
  private static final String REQUIREMENT =
      "an envelope is signed with ECDSA and SHA-256 on P-256, P-384 or P-521,"
          + " as Keylime verifies nothing else";
  private static final String REMEDY =
      "Use a key on one of these curves; `ima-allowlist keygen` makes one.";

  private KeyKind() {}

  /**
   * The curve of a key with this algorithm.
   *
   * @throws AllowlistException if the key is of another kind, or on another curve
   */
  static EllipticCurve curveOf(String file, AlgorithmIdentifier algorithm)
      throws AllowlistException {
    if (!algorithm.getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey)) {
      throw refusal(file, algorithm);
    }
    if (algorithm.getParameters() instanceof ASN1ObjectIdentifier curve) {
      return curveOf(file, curve);
    }
    throw refusal(file, "holds a key that does not name its curve");
  }

  static EllipticCurve curveOf(String file, ASN1ObjectIdentifier curve) throws AllowlistException {
    Optional<EllipticCurve> known = EllipticCurve.byOid(curve);
    if (known.isEmpty()) {
      String name = Optional.ofNullable(ECNamedCurveTable.getName(curve)).orElse(curve.getId());
      throw refusal(file, "holds a key on the curve " + name);
    }
    return known.get();
  }

  /** Refuses a block that by its label alone is a key of another kind. */
  static AllowlistException refusal(PemBlock block) {
    return refusal(block.file(), "holds a key in the form \"" + block.label() + "\"");
  }

  /** Refuses a key of another algorithm. */
  static AllowlistException refusal(String file, AlgorithmIdentifier algorithm) {
    return refusal(file, "holds a key of algorithm " + Names.of(algorithm.getAlgorithm()));
  }

  private static AllowlistException refusal(String file, String what) {
    return new AllowlistException(
        ExitCode.NO_TRUST, file + ": " + what + "; " + REQUIREMENT, REMEDY);
  }

  /** Loaded only to refuse a key. */
  private static final class Names {
    private static final Map<ASN1ObjectIdentifier, String> NAMES =
        Map.ofEntries(
            Map.entry(PKCSObjectIdentifiers.rsaEncryption, "RSA"),
            Map.entry(PKCSObjectIdentifiers.id_RSASSA_PSS, "RSA-PSS"),
            Map.entry(X9ObjectIdentifiers.id_dsa, "DSA"),
            Map.entry(oid("1.3.101.112"), "Ed25519"),
            Map.entry(oid("1.3.101.113"), "Ed448"),
            Map.entry(oid("1.3.101.110"), "X25519"),
            Map.entry(oid("1.3.101.111"), "X448"),
            Map.entry(NISTObjectIdentifiers.id_ml_dsa_44, "ML-DSA-44"),
            Map.entry(NISTObjectIdentifiers.id_ml_dsa_65, "ML-DSA-65"),
            Map.entry(NISTObjectIdentifiers.id_ml_dsa_87, "ML-DSA-87"));

    /** Of RFC 8410, section 3; Bouncy Castle's constants for these are in another jar. */
    private static ASN1ObjectIdentifier oid(String id) {
      return new ASN1ObjectIdentifier(id);
    }

    static String of(ASN1ObjectIdentifier algorithm) {
      return NAMES.getOrDefault(algorithm, algorithm.getId());
    }
  }
}
