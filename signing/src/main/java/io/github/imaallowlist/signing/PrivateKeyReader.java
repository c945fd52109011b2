package io.github.imaallowlist.signing;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.signing.pem.Der;
import io.github.imaallowlist.signing.pem.PemBlock;
import io.github.imaallowlist.signing.pem.PemFile;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the private key of a PEM file: PKCS#8 (RFC 5958), PKCS#8 encrypted by PBES2, or SEC 1 (RFC
 * 5915), also with OpenSSL's old encryption.
 */
final class PrivateKeyReader {
  private final PemFile file;
  private final Passphrase passphrase;

  PrivateKeyReader(PemFile file, Passphrase passphrase) {
    this.file = file;
    this.passphrase = passphrase;
  }

  /**
   * @throws AllowlistException if the key is of another kind, or its passphrase missing or wrong
   * @throws IOException if the file is malformed, or encrypted in a way that is not known
   */
  PrivateKey read() throws IOException, AllowlistException {
    PemBlock block = onlyPrivateKey();
    return switch (block.label()) {
      case "PRIVATE KEY" -> decoded(block, block.decode(), PrivateKeyReader::pkcs8);
      case "ENCRYPTED PRIVATE KEY" -> encryptedPkcs8(block);
      case "EC PRIVATE KEY" -> traditional(block, PrivateKeyReader::sec1);
      case "RSA PRIVATE KEY" -> traditional(block, PrivateKeyReader::pkcs1);
      default -> throw KeyKind.refusal(block);
    };
  }

  private PemBlock onlyPrivateKey() throws AllowlistException, MalformedInputException {
    List<PemBlock> keys = file.blocks().stream().filter(PemBlock::isPrivateKey).toList();
    if (keys.isEmpty()) {
      PemBlock first = file.blocks().get(0);
      throw new AllowlistException(
          ExitCode.NO_TRUST,
          file.name()
              + ": holds no private key but a "
              + first.label()
              + "; signing needs the"
              + " private key",
          "Give the file with the private key, which only its owner can read.");
    }
    if (keys.size() > 1) {
      throw keys.get(1).malformed("a second private key; a key file holds one", null);
    }
    return keys.get(0);
  }

  private PrivateKey encryptedPkcs8(PemBlock block) throws IOException, AllowlistException {
    EncryptedPrivateKeyInfo info =
        Der.read(
            block, block.decode(), "an encrypted PKCS#8 key", EncryptedPrivateKeyInfo::getInstance);
    Pbes2 encryption = readEncryption(block, info);
    return decrypted(block, encryption::decrypt, PrivateKeyReader::pkcs8);
  }

  private static Pbes2 readEncryption(PemBlock block, EncryptedPrivateKeyInfo info)
      throws IOException {
    try {
      return Pbes2.read(block, info);
    } catch (RuntimeException e) {
      throw block.malformed("expected the parameters of PBES2", e);
    }
  }

  /** A form of its own for each algorithm, from before PKCS#8. */
  private PrivateKey traditional(PemBlock block, Format format)
      throws IOException, AllowlistException {
    if (!LegacyPemEncryption.isUsedBy(block)) {
      return decoded(block, block.decode(), format);
    }
    LegacyPemEncryption encryption = LegacyPemEncryption.read(block);
    return decrypted(block, encryption::decrypt, format);
  }

  @FunctionalInterface
  private interface Decryption {
    byte[] with(PassphraseBytes passphrase) throws InvalidCipherTextException;
  }

  @FunctionalInterface
  private interface Format {
    PrivateKey read(PemBlock block, byte[] der) throws IOException, AllowlistException;
  }

  private static PrivateKey decoded(PemBlock block, byte[] der, Format format)
      throws IOException, AllowlistException {
    try {
      return format.read(block, der);
    } finally {
      Arrays.fill(der, (byte) 0);
    }
  }

  /** A wrong passphrase shows as wrong padding, or one time in 256 as garbage in the DER. */
  private PrivateKey decrypted(PemBlock block, Decryption decryption, Format format)
      throws IOException, AllowlistException {
    try (PassphraseBytes bytes = PassphraseBytes.ask(passphrase, file.name())) {
      return decoded(block, decryption.with(bytes), format);
    } catch (InvalidCipherTextException | MalformedInputException e) {
      throw new AllowlistException(
          ExitCode.NO_TRUST,
          file.name() + ": the passphrase does not open the private key",
          "Check the passphrase; if it is right, the file is damaged.",
          e);
    }
  }

  /** Of DER that is not encrypted, or no longer. */
  static PrivateKey pkcs8(PemBlock block, byte[] der) throws IOException, AllowlistException {
    PrivateKeyInfo info = Der.read(block, der, "a PKCS#8 private key", PrivateKeyInfo::getInstance);
    if (info.getPrivateKeyAlgorithm().getAlgorithm().equals(PKCSObjectIdentifiers.rsaEncryption)) {
      return pkcs1(block, info.getPrivateKey().getOctets());
    }
    EllipticCurve curve = KeyKind.curveOf(block.file(), info.getPrivateKeyAlgorithm());
    byte[] octets = info.getPrivateKey().getOctets();
    return key(block, curve, Der.read(block, octets, "an EC private key", EcKey::of));
  }

  private static PrivateKey sec1(PemBlock block, byte[] der)
      throws IOException, AllowlistException {
    EcKey key = Der.read(block, der, "an EC private key", EcKey::of);
    AlgorithmIdentifier algorithm =
        new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, key.curve());
    return key(block, KeyKind.curveOf(block.file(), algorithm), key);
  }

  /** RFC 8017, section A.1.2. Bouncy Castle checks that the numbers can be such a key's. */
  private static PrivateKey pkcs1(PemBlock block, byte[] der) throws IOException {
    return Der.read(
        block,
        der,
        "an RSA private key",
        value -> {
          RSAPrivateKey key = RSAPrivateKey.getInstance(value);
          if (key.getModulus().bitLength() > SigningLimits.RSA_BITS) {
            throw new LimitExceededException(
                block.file(),
                block.offset(),
                "an RSA key has at most %d bits".formatted(SigningLimits.RSA_BITS));
          }
          return new PrivateKey.Rsa(
              new RSAPrivateCrtKeyParameters(
                  key.getModulus(),
                  key.getPublicExponent(),
                  key.getPrivateExponent(),
                  key.getPrime1(),
                  key.getPrime2(),
                  key.getExponent1(),
                  key.getExponent2(),
                  key.getCoefficient()));
        });
  }

  /** The members of an {@code ECPrivateKey} (RFC 5915, section 3), each read while errors count. */
  private record EcKey(
      BigInteger scalar, @Nullable ASN1BitString point, @Nullable ASN1Encodable curve) {
    static EcKey of(ASN1Primitive value) {
      ECPrivateKey key = ECPrivateKey.getInstance(value);
      return new EcKey(key.getKey(), key.getPublicKey(), key.getParametersObject());
    }
  }

  private static PrivateKey key(PemBlock block, EllipticCurve curve, EcKey key)
      throws MalformedInputException {
    ECNamedDomainParameters domain = curve.domain();
    if (key.scalar().signum() <= 0 || key.scalar().compareTo(domain.getN()) >= 0) {
      throw block.malformed("the private key is not between 1 and the order of " + curve, null);
    }
    ECPoint point = new FixedPointCombMultiplier().multiply(domain.getG(), key.scalar());
    if (key.point() != null && !isEncoding(key.point().getOctets(), point)) {
      throw block.malformed("the public key in it does not belong to the private key", null);
    }
    return new PrivateKey.Ec(curve, new ECPrivateKeyParameters(key.scalar(), domain), point);
  }

  private static boolean isEncoding(byte[] encoded, ECPoint point) {
    return Arrays.equals(encoded, point.getEncoded(false))
        || Arrays.equals(encoded, point.getEncoded(true));
  }
}
