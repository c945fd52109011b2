package io.github.imaallowlist.signing;

import io.github.imaallowlist.error.UnsupportedInputException;
import io.github.imaallowlist.signing.pem.PemBlock;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.EncryptionScheme;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.digests.SHA256Digest;

/**
 * A private key encrypted under a passphrase: PKCS#8 (RFC 5958, section 3) with PBES2 (RFC 8018,
 * section 6.2).
 */
final class Pbes2 {
  private static final int SALT_LENGTH = 16;

  /** What OWASP's password storage advice has for PBKDF2 with HMAC-SHA256. */
  private static final int ROUNDS = 600_000;

  private final KeyDerivation derivation;
  private final KeyCipher cipher;
  private final byte[] iv;
  private final byte[] encrypted;

  private Pbes2(KeyDerivation derivation, KeyCipher cipher, byte[] iv, byte[] encrypted) {
    this.derivation = derivation;
    this.cipher = cipher;
    this.iv = iv;
    this.encrypted = encrypted;
  }

  /**
   * Reads how the key is encrypted; nothing costly is done yet.
   *
   * @throws IOException if it is malformed, or encrypted in a way that is not known or too costly
   */
  static Pbes2 read(PemBlock block, EncryptedPrivateKeyInfo info) throws IOException {
    AlgorithmIdentifier algorithm = info.getEncryptionAlgorithm();
    if (!algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBES2)) {
      throw unsupported(block, "the old scheme " + algorithm.getAlgorithm().getId());
    }
    PBES2Parameters parameters = PBES2Parameters.getInstance(algorithm.getParameters());
    KeyDerivation derivation = KeyDerivation.read(block, parameters.getKeyDerivationFunc());
    EncryptionScheme scheme = parameters.getEncryptionScheme();
    KeyCipher cipher =
        KeyCipher.byOid(scheme.getAlgorithm())
            .orElseThrow(() -> unsupported(block, "cipher " + scheme.getAlgorithm().getId()));
    byte[] iv = ASN1OctetString.getInstance(scheme.getParameters()).getOctets();
    byte[] encrypted = info.getEncryptedData();
    if (iv.length != cipher.blockLength() || !cipher.fits(encrypted.length)) {
      throw block.malformed("the encrypted key's lengths are not those of its cipher", null);
    }
    return new Pbes2(derivation, cipher, iv, encrypted);
  }

  /**
   * The DER of the key inside, if the passphrase is right.
   *
   * @throws InvalidCipherTextException if it is wrong; a wrong one may also give garbage
   */
  byte[] decrypt(PassphraseBytes passphrase) throws InvalidCipherTextException {
    byte[] key = derivation.derive(passphrase.utf8(), cipher.keyLength());
    try {
      return cipher.decrypt(key, iv, encrypted);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  /** Encrypts with AES-256-CBC under PBKDF2 with HMAC-SHA256, which OpenSSL and Python read. */
  static EncryptedPrivateKeyInfo encrypt(
      byte[] privateKeyInfo, PassphraseBytes passphrase, SecureRandom random) {
    KeyCipher cipher = KeyCipher.AES_256_CBC;
    byte[] salt = new byte[SALT_LENGTH];
    byte[] iv = new byte[cipher.blockLength()];
    random.nextBytes(salt);
    random.nextBytes(iv);
    byte[] key =
        KeyDerivation.pbkdf2(new SHA256Digest(), salt, ROUNDS)
            .derive(passphrase.utf8(), cipher.keyLength());
    try {
      AlgorithmIdentifier prf =
          new AlgorithmIdentifier(PKCSObjectIdentifiers.id_hmacWithSHA256, DERNull.INSTANCE);
      PBES2Parameters parameters =
          new PBES2Parameters(
              new KeyDerivationFunc(
                  PKCSObjectIdentifiers.id_PBKDF2, new PBKDF2Params(salt, ROUNDS, prf)),
              new EncryptionScheme(cipher.oid(), new DEROctetString(iv)));
      return new EncryptedPrivateKeyInfo(
          new AlgorithmIdentifier(PKCSObjectIdentifiers.id_PBES2, parameters),
          cipher.encrypt(key, iv, privateKeyInfo));
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  static UnsupportedInputException unsupported(PemBlock block, String what) {
    return new UnsupportedInputException(
        block.file(),
        block.offset(),
        "the key is encrypted with %s, which is not known here; convert it with".formatted(what)
            + " `openssl pkcs8 -topk8 -v2 aes-256-cbc`");
  }
}
