package io.github.imaallowlist.signing;

import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;

/** A curve whose keys can sign an envelope: those of NIST that Keylime is known to verify. */
public enum EllipticCurve {
  P_256("P-256", "1.2.840.10045.3.1.7"),
  P_384("P-384", "1.3.132.0.34"),
  P_521("P-521", "1.3.132.0.35");

  private final String nistName;
  private final String oid;

  EllipticCurve(String nistName, String oid) {
    this.nistName = nistName;
    this.oid = oid;
  }

  /** NIST's name, such as {@code P-256}; also what users type. */
  public String nistName() {
    return nistName;
  }

  public static Optional<EllipticCurve> byNistName(String name) {
    for (EllipticCurve curve : values()) {
      if (curve.nistName.equals(name)) {
        return Optional.of(curve);
      }
    }
    return Optional.empty();
  }

  static Optional<EllipticCurve> byOid(ASN1ObjectIdentifier oid) {
    for (EllipticCurve curve : values()) {
      if (curve.oid.equals(oid.getId())) {
        return Optional.of(curve);
      }
    }
    return Optional.empty();
  }

  ASN1ObjectIdentifier oid() {
    return new ASN1ObjectIdentifier(oid);
  }

  /** The curve's equation, base point and order; Bouncy Castle keeps and shares their tables. */
  ECNamedDomainParameters domain() {
    return new ECNamedDomainParameters(oid(), CustomNamedCurves.getByOID(oid()));
  }

  @Override
  public String toString() {
    return nistName;
  }
}
