package io.github.imaallowlist.signing;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.signing.pem.Pem;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;

/**
 * Makes a key pair and writes it: the private key as PKCS#8 that only its owner can read, the
 * public key as {@code SubjectPublicKeyInfo}, both in PEM and both on disk when this returns.
 *
 * <p>A file that exists is never overwritten, and where one of the two cannot be written none
 * stays.
 */
public final class KeyPairGeneration {
  private final EllipticCurve curve;
  private final Optional<Passphrase> passphrase;
  private final SecureRandom random = new SecureRandom();

  private KeyPairGeneration(EllipticCurve curve, Optional<Passphrase> passphrase) {
    this.curve = curve;
    this.passphrase = passphrase;
  }

  /** The private key is written as it is, guarded by its file's permissions alone. */
  public static KeyPairGeneration plain(EllipticCurve curve) {
    return new KeyPairGeneration(curve, Optional.empty());
  }

  /** The private key is encrypted with AES-256 under a key derived from the passphrase. */
  public static KeyPairGeneration encrypted(EllipticCurve curve, Passphrase passphrase) {
    return new KeyPairGeneration(curve, Optional.of(passphrase));
  }

  /**
   * Makes the pair and writes both files.
   *
   * @return the public key, as written
   * @throws AllowlistException if one of the files exists, or the passphrase is missing or empty
   * @throws IOException if writing fails
   */
  public VerificationKey write(Path privateFile, Path publicFile)
      throws IOException, AllowlistException {
    AsymmetricCipherKeyPair pair = newPair();
    ECPublicKeyParameters point = (ECPublicKeyParameters) pair.getPublic();
    VerificationKey publicKey = VerificationKey.of(curve, point.getQ());
    byte[] text = privatePem(pair, privateFile.toString());
    try {
      KeyFiles.writeBoth(privateFile, text, publicFile, publicKey.pem());
    } catch (FileAlreadyExistsException e) {
      throw new AllowlistException(
          ExitCode.IO,
          e.getFile() + ": exists already, and a key is never overwritten",
          "Choose another name, or move the old key away.",
          e);
    } finally {
      Arrays.fill(text, (byte) 0);
    }
    return publicKey;
  }

  private AsymmetricCipherKeyPair newPair() {
    ECKeyPairGenerator generator = new ECKeyPairGenerator();
    generator.init(new ECKeyGenerationParameters(curve.domain(), random));
    return generator.generateKeyPair();
  }

  private byte[] privatePem(AsymmetricCipherKeyPair pair, String file)
      throws IOException, AllowlistException {
    byte[] der = pkcs8(pair);
    try {
      return passphrase.isEmpty()
          ? Pem.encode("PRIVATE KEY", der)
          : encryptedPem(der, passphrase.get(), file);
    } finally {
      Arrays.fill(der, (byte) 0);
    }
  }

  /** The curve stands in PKCS#8's algorithm; the public key is kept inside, as OpenSSL does. */
  private byte[] pkcs8(AsymmetricCipherKeyPair pair) throws IOException {
    ECPrivateKeyParameters scalar = (ECPrivateKeyParameters) pair.getPrivate();
    ECPublicKeyParameters point = (ECPublicKeyParameters) pair.getPublic();
    ECPrivateKey key =
        new ECPrivateKey(
            scalar.getParameters().getN().bitLength(),
            scalar.getD(),
            new DERBitString(point.getQ().getEncoded(false)),
            null);
    AlgorithmIdentifier algorithm =
        new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, curve.oid());
    return new PrivateKeyInfo(algorithm, key).getEncoded(ASN1Encoding.DER);
  }

  private byte[] encryptedPem(byte[] der, Passphrase source, String file)
      throws IOException, AllowlistException {
    try (PassphraseBytes bytes = PassphraseBytes.ask(source, file)) {
      if (bytes.utf8().length == 0) {
        throw new AllowlistException(
            ExitCode.NO_TRUST,
            file + ": an empty passphrase protects nothing",
            "Give a passphrase, or ask for a key without one.");
      }
      return Pem.encode(
          "ENCRYPTED PRIVATE KEY", Pbes2.encrypt(der, bytes, random).getEncoded(ASN1Encoding.DER));
    }
  }
}
