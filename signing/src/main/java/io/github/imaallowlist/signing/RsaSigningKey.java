package io.github.imaallowlist.signing;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.model.HashAlgorithm;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/** A private RSA key. It signs CMS; an envelope it cannot sign, as Keylime does not verify RSA. */
public final class RsaSigningKey extends SigningKey {
  private static final int BITS = 2048;

  private final byte[] publicKeyInfo;

  private RsaSigningKey(
      String name,
      PrivateOperation operation,
      byte[] publicKeyInfo,
      List<X509Certificate> certificates,
      List<String> warnings) {
    super(name, operation, certificates, warnings);
    this.publicKeyInfo = publicKeyInfo;
  }

  /**
   * @throws AllowlistException if the key is too short to be trusted (NIST SP 800-131A)
   */
  static RsaSigningKey of(
      String name,
      PrivateOperation operation,
      BigInteger modulus,
      byte[] publicKeyInfo,
      List<X509Certificate> certificates,
      List<String> warnings)
      throws AllowlistException {
    if (modulus.bitLength() < BITS) {
      throw new AllowlistException(
          ExitCode.NO_TRUST,
          "%s: holds an RSA key of %d bits; at least %d are needed"
              .formatted(name, modulus.bitLength(), BITS),
          "Use a longer key, or one on P-256, P-384 or P-521.");
    }
    return new RsaSigningKey(name, operation, publicKeyInfo, certificates, warnings);
  }

  @Override
  public EcSigningKey forEnvelope() throws AllowlistException {
    throw KeyKind.refusal(name(), new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption));
  }

  @Override
  public HashAlgorithm hash() {
    return HashAlgorithm.SHA256;
  }

  @Override
  public byte[] publicKeyInfo() {
    return publicKeyInfo.clone();
  }

  @Override
  public String toString() {
    return name() + ": RSA key";
  }
}
