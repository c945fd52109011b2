package io.github.imaallowlist.signing;

import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.error.UnsupportedInputException;
import io.github.imaallowlist.signing.pem.PemBlock;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.generators.OpenSSLPBEParametersGenerator;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * OpenSSL's encryption of a PEM block from before PKCS#8: {@code Proc-Type: 4,ENCRYPTED} and {@code
 * DEK-Info: cipher,IV} (openssl-pem(7), "PEM encryption format"). Its key is one round of MD5, so
 * it is only read, never written.
 */
final class LegacyPemEncryption {
  private static final int SALT_LENGTH = 8;

  private final KeyCipher cipher;
  private final byte[] iv;
  private final byte[] encrypted;

  private LegacyPemEncryption(KeyCipher cipher, byte[] iv, byte[] encrypted) {
    this.cipher = cipher;
    this.iv = iv;
    this.encrypted = encrypted;
  }

  static boolean isUsedBy(PemBlock block) {
    return block.header("Proc-Type").filter(type -> type.endsWith("ENCRYPTED")).isPresent();
  }

  /**
   * @throws IOException if the headers are malformed, or name a cipher that is not known
   */
  static LegacyPemEncryption read(PemBlock block) throws IOException {
    String info = block.header("DEK-Info").orElse("");
    int comma = info.indexOf(',');
    if (comma < 0) {
      throw block.malformed("expected the header DEK-Info: cipher,IV", null);
    }
    String name = info.substring(0, comma);
    KeyCipher cipher =
        KeyCipher.byOpenSslName(name)
            .orElseThrow(
                () ->
                    new UnsupportedInputException(
                        block.file(),
                        block.offset(),
                        "the key is encrypted with a cipher that is not known here; convert it"
                            + " with `openssl pkcs8 -topk8 -v2 aes-256-cbc`"));
    byte[] encrypted = block.decode();
    byte[] iv = hex(block, info.substring(comma + 1));
    if (iv.length != cipher.blockLength() || !cipher.fits(encrypted.length)) {
      throw block.malformed("the encrypted key's lengths are not those of its cipher", null);
    }
    return new LegacyPemEncryption(cipher, iv, encrypted);
  }

  private static byte[] hex(PemBlock block, String text) throws MalformedInputException {
    try {
      return HexFormat.of().parseHex(text.strip());
    } catch (IllegalArgumentException e) {
      throw block.malformed("the IV in its DEK-Info is not hexadecimal", e);
    }
  }

  /**
   * The DER inside, if the passphrase is right.
   *
   * @throws InvalidCipherTextException if it is wrong; a wrong one may also give garbage
   */
  byte[] decrypt(PassphraseBytes passphrase) throws InvalidCipherTextException {
    OpenSSLPBEParametersGenerator generator = new OpenSSLPBEParametersGenerator();
    generator.init(passphrase.utf8(), Arrays.copyOf(iv, SALT_LENGTH));
    KeyParameter key =
        (KeyParameter) generator.generateDerivedParameters(cipher.keyLength() * Byte.SIZE);
    return cipher.decrypt(key.getKey(), iv, encrypted);
  }
}
