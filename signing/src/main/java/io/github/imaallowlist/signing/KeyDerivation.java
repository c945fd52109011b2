package io.github.imaallowlist.signing;

import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.error.UnsupportedInputException;
import io.github.imaallowlist.signing.pem.PemBlock;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Map;
import java.util.function.Supplier;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA224Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.generators.SCrypt;
import org.bouncycastle.crypto.params.KeyParameter;

/** From a passphrase to a cipher's key: PBKDF2 (RFC 8018) or scrypt (RFC 7914). */
@FunctionalInterface
interface KeyDerivation {
  /** RFC 7914, section 7. */
  ASN1ObjectIdentifier ID_SCRYPT = new ASN1ObjectIdentifier("1.3.6.1.4.1.11591.4.11");

  /**
   * @param passphrase in UTF-8
   * @param length of the key, in bytes
   */
  byte[] derive(byte[] passphrase, int length);

  static KeyDerivation pbkdf2(Digest digest, byte[] salt, int rounds) {
    return (passphrase, length) -> {
      PKCS5S2ParametersGenerator generator = new PKCS5S2ParametersGenerator(digest);
      generator.init(passphrase, salt, rounds);
      return ((KeyParameter) generator.generateDerivedParameters(length * Byte.SIZE)).getKey();
    };
  }

  static KeyDerivation scrypt(byte[] salt, int cost, int blockSize, int parallelisation) {
    return (passphrase, length) ->
        SCrypt.generate(passphrase, salt, cost, blockSize, parallelisation, length);
  }

  /**
   * Reads the function and its parameters, and holds their cost against the limits.
   *
   * @throws IOException if it is another function, or costs too much
   */
  static KeyDerivation read(PemBlock block, KeyDerivationFunc function) throws IOException {
    if (function.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBKDF2)) {
      return readPbkdf2(block, PBKDF2Params.getInstance(function.getParameters()));
    }
    if (function.getAlgorithm().equals(ID_SCRYPT)) {
      return readScrypt(block, ASN1Sequence.getInstance(function.getParameters()));
    }
    throw unsupported(block, "key derivation " + function.getAlgorithm().getId());
  }

  private static KeyDerivation readPbkdf2(PemBlock block, PBKDF2Params params) throws IOException {
    Supplier<Digest> digest = Prf.DIGESTS.get(params.getPrf().getAlgorithm());
    if (digest == null) {
      throw unsupported(block, "PBKDF2 with " + params.getPrf().getAlgorithm().getId());
    }
    int rounds =
        bounded(block, "PBKDF2 rounds", params.getIterationCount(), SigningLimits.PBKDF2_ROUNDS);
    return pbkdf2(digest.get(), params.getSalt(), rounds);
  }

  /** {@code SEQUENCE { salt, N, r, p, keyLength OPTIONAL }} (RFC 7914, section 7). */
  private static KeyDerivation readScrypt(PemBlock block, ASN1Sequence params) throws IOException {
    byte[] salt = ASN1OctetString.getInstance(params.getObjectAt(0)).getOctets();
    int most = (int) (SigningLimits.SCRYPT_BYTES / 128);
    int cost = bounded(block, "scrypt's N", integer(params, 1), most);
    int blockSize = bounded(block, "scrypt's r", integer(params, 2), most);
    int parallelisation =
        bounded(block, "scrypt's p", integer(params, 3), SigningLimits.SCRYPT_PARALLELISATION);
    if (128L * cost * blockSize > SigningLimits.SCRYPT_BYTES) {
      throw new LimitExceededException(
          block.file(),
          block.offset(),
          "scrypt would take %d bytes of memory; at most %d are allowed"
              .formatted(128L * cost * blockSize, SigningLimits.SCRYPT_BYTES));
    }
    if (cost < 2 || Integer.bitCount(cost) != 1) {
      throw block.malformed("scrypt's N is not a power of two: " + cost, null);
    }
    return scrypt(salt, cost, blockSize, parallelisation);
  }

  private static BigInteger integer(ASN1Sequence params, int index) {
    return ASN1Integer.getInstance(params.getObjectAt(index)).getValue();
  }

  private static int bounded(PemBlock block, String what, BigInteger value, int most)
      throws IOException {
    if (value.signum() <= 0) {
      throw block.malformed(what + " is not positive", null);
    }
    if (value.compareTo(BigInteger.valueOf(most)) > 0) {
      throw new LimitExceededException(
          block.file(),
          block.offset(),
          "%s has %d bits; at most %d is allowed".formatted(what, value.bitLength(), most));
    }
    return value.intValue();
  }

  private static UnsupportedInputException unsupported(PemBlock block, String what) {
    return Pbes2.unsupported(block, what);
  }

  /** The hashes under PBKDF2's HMAC. */
  final class Prf {
    private static final Map<ASN1ObjectIdentifier, Supplier<Digest>> DIGESTS =
        Map.of(
            PKCSObjectIdentifiers.id_hmacWithSHA1, SHA1Digest::new,
            PKCSObjectIdentifiers.id_hmacWithSHA224, SHA224Digest::new,
            PKCSObjectIdentifiers.id_hmacWithSHA256, SHA256Digest::new,
            PKCSObjectIdentifiers.id_hmacWithSHA384, SHA384Digest::new,
            PKCSObjectIdentifiers.id_hmacWithSHA512, SHA512Digest::new);

    private Prf() {}
  }
}
