package io.github.imaallowlist.signing;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.signing.pem.Der;
import io.github.imaallowlist.signing.pem.Pem;
import io.github.imaallowlist.signing.pem.PemBlock;
import io.github.imaallowlist.signing.pem.PemContents;
import io.github.imaallowlist.signing.pem.PemFile;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.bouncycastle.math.ec.ECPoint;

/**
 * A public key that someone trusts, plain or in a certificate, for ECDSA with SHA-256 on a curve
 * that Keylime verifies.
 *
 * <p>Of a certificate only the key is used: its dates, names and issuer are not checked, as Keylime
 * does not check them either.
 */
public final class VerificationKey {
  private final EllipticCurve curve;
  private final ECPublicKeyParameters point;
  private final byte[] pem;
  private final String fingerprint;
  private final String keyId;

  private VerificationKey(
      EllipticCurve curve, ECPublicKeyParameters point, Optional<byte[]> certificate)
      throws IOException {
    this.curve = curve;
    this.point = point;
    this.pem = Pem.encode("PUBLIC KEY", subjectPublicKeyInfo(curve, point.getQ()));
    this.fingerprint = PublicKeyFingerprint.of(subjectPublicKeyInfo(curve, point.getQ()));
    this.keyId =
        certificate
            .map(der -> Base64.getEncoder().encodeToString(Pem.encode("CERTIFICATE", der)))
            .orElse(fingerprint);
  }

  /**
   * Reads a PEM file that holds one public key ({@code PUBLIC KEY}) or one certificate.
   *
   * @throws AllowlistException if the file is missing, or holds a private key or one of another
   *     kind
   * @throws IOException if it cannot be read, is too large, or malformed
   */
  public static VerificationKey read(Path file) throws IOException, AllowlistException {
    try (PemFile pem = PemFile.read(file, PemContents.KEY)) {
      PemBlock block = onlyPublicKey(pem);
      if (block.isCertificate()) {
        return ofCertificate(block);
      }
      if (!block.label().equals("PUBLIC KEY")) {
        throw KeyKind.refusal(block);
      }
      return of(
          block,
          Der.read(block, block.decode(), "a public key", SubjectPublicKeyInfo::getInstance),
          Optional.empty());
    }
  }

  private static VerificationKey ofCertificate(PemBlock block)
      throws IOException, AllowlistException {
    byte[] der = block.decode();
    SubjectPublicKeyInfo info =
        Der.read(
            block,
            der,
            "a certificate",
            value -> Certificate.getInstance(value).getSubjectPublicKeyInfo());
    return of(block, info, Optional.of(der));
  }

  private static VerificationKey of(
      PemBlock block, SubjectPublicKeyInfo info, Optional<byte[]> certificate)
      throws IOException, AllowlistException {
    EllipticCurve curve = KeyKind.curveOf(block.file(), info.getAlgorithm());
    return new VerificationKey(curve, pointOn(block, curve, info), certificate);
  }

  /** Decoding checks that the point is on the curve, the parameters that it is not at infinity. */
  private static ECPublicKeyParameters pointOn(
      PemBlock block, EllipticCurve curve, SubjectPublicKeyInfo info) throws IOException {
    try {
      ECPoint q = curve.domain().getCurve().decodePoint(info.getPublicKeyData().getOctets());
      return new ECPublicKeyParameters(q, curve.domain());
    } catch (IllegalArgumentException e) {
      throw block.malformed("the public key is not a point on " + curve, e);
    }
  }

  /** The public half of a private key. */
  static VerificationKey of(EllipticCurve curve, ECPoint point) throws IOException {
    return new VerificationKey(
        curve, new ECPublicKeyParameters(point, curve.domain()), Optional.empty());
  }

  /**
   * The key in a certificate that was read before, as a plain one.
   *
   * @param source where it is from, for messages
   * @throws AllowlistException if it is of another kind
   */
  static VerificationKey ofCertifiedKey(String source, X509Certificate certificate)
      throws IOException, AllowlistException {
    return of(source, certificate, Optional.empty());
  }

  /** The key in a certificate, with the id that such a key has. */
  static VerificationKey ofCertificate(String source, X509Certificate certificate)
      throws IOException, AllowlistException {
    try {
      return of(source, certificate, Optional.of(certificate.getEncoded()));
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was decoded has its encoding", e);
    }
  }

  private static VerificationKey of(
      String source, X509Certificate certificate, Optional<byte[]> der)
      throws IOException, AllowlistException {
    SubjectPublicKeyInfo info =
        SubjectPublicKeyInfo.getInstance(certificate.getPublicKey().getEncoded());
    PemBlock whole = new PemBlock(source, 0, "CERTIFICATE", Map.of(), new byte[0]);
    return of(whole, info, der);
  }

  private static PemBlock onlyPublicKey(PemFile file) throws IOException, AllowlistException {
    if (file.blocks().stream().anyMatch(PemBlock::isPrivateKey)) {
      throw new AllowlistException(
          ExitCode.NO_TRUST,
          file.name() + ": holds a private key where a public key or certificate is expected",
          "Give its public half: `openssl pkey -in PRIVATE -pubout -out PUBLIC` writes it.");
    }
    List<PemBlock> keys =
        file.blocks().stream()
            .filter(block -> block.isPublicKey() || block.isCertificate())
            .toList();
    if (keys.isEmpty()) {
      PemBlock first = file.blocks().get(0);
      throw first.malformed(
          "expected a public key or a certificate, found a " + first.label(), null);
    }
    if (keys.size() > 1) {
      throw keys.get(1).malformed("a second key; only one can be meant, leave that one", null);
    }
    return keys.get(0);
  }

  private static byte[] subjectPublicKeyInfo(EllipticCurve curve, ECPoint point)
      throws IOException {
    AlgorithmIdentifier algorithm =
        new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, curve.oid());
    return new SubjectPublicKeyInfo(algorithm, point.getEncoded(false))
        .getEncoded(ASN1Encoding.DER);
  }

  public EllipticCurve curve() {
    return curve;
  }

  /** SubjectPublicKeyInfo in DER. */
  byte[] publicKeyInfo() {
    try {
      return subjectPublicKeyInfo(curve, point.getQ());
    } catch (IOException e) {
      throw new IllegalStateException("a key that was encoded once can be again", e);
    }
  }

  /**
   * What Keylime has as the key's id: of a plain key its {@link #fingerprint}, of a certificate the
   * base64 of the whole certificate in PEM ({@code keylime/dsse/ecdsa.py}, {@code x509.py}).
   */
  public String keyId() {
    return keyId;
  }

  /** Lower-case hexadecimal SHA-256 of {@link #pem}, as {@code sha256sum} of that file has it. */
  public String fingerprint() {
    return fingerprint;
  }

  /** The public key as PEM ({@code SubjectPublicKeyInfo}), as OpenSSL writes it. */
  public String pem() {
    return new String(pem, StandardCharsets.US_ASCII);
  }

  /** Whether both are the same point on the same curve. */
  boolean hasSamePoint(VerificationKey other) {
    return fingerprint.equals(other.fingerprint);
  }

  /**
   * Whether a signature is this key's over a message; any that is not strict DER is not.
   *
   * @param digest the message's SHA-256
   * @param signature ECDSA-Sig-Value in DER (RFC 3279, section 2.2.3)
   */
  boolean verifies(byte[] digest, byte[] signature) {
    BigInteger[] rs;
    try {
      rs = StandardDSAEncoding.INSTANCE.decode(point.getParameters().getN(), signature);
    } catch (IOException | RuntimeException e) {
      // Bouncy Castle throws one or the other for bytes that are no DER or not in range.
      return false;
    }
    ECDSASigner verifier = new ECDSASigner();
    verifier.init(false, point);
    return verifier.verifySignature(digest, rs[0], rs[1]);
  }

  @Override
  public String toString() {
    return curve + " key " + fingerprint;
  }
}
