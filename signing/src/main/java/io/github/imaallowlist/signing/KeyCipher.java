package io.github.imaallowlist.signing;

import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.crypto.BlockCipher;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.engines.DESedeEngine;
import org.bouncycastle.crypto.modes.CBCBlockCipher;
import org.bouncycastle.crypto.paddings.PKCS7Padding;
import org.bouncycastle.crypto.paddings.PaddedBufferedBlockCipher;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/** A cipher of encrypted private keys: CBC with the padding of RFC 8018, section 6.1.1. */
enum KeyCipher {
  AES_128_CBC("AES-128-CBC", NISTObjectIdentifiers.id_aes128_CBC.getId(), 16, 16),
  AES_192_CBC("AES-192-CBC", NISTObjectIdentifiers.id_aes192_CBC.getId(), 24, 16),
  AES_256_CBC("AES-256-CBC", NISTObjectIdentifiers.id_aes256_CBC.getId(), 32, 16),
  DES_EDE3_CBC("DES-EDE3-CBC", PKCSObjectIdentifiers.des_EDE3_CBC.getId(), 24, 8);

  private final String openSslName;
  private final String oid;
  private final int keyLength;
  private final int blockLength;

  KeyCipher(String openSslName, String oid, int keyLength, int blockLength) {
    this.openSslName = openSslName;
    this.oid = oid;
    this.keyLength = keyLength;
    this.blockLength = blockLength;
  }

  static Optional<KeyCipher> byOid(ASN1ObjectIdentifier oid) {
    return Arrays.stream(values()).filter(cipher -> cipher.oid.equals(oid.getId())).findFirst();
  }

  /** By the name in a {@code DEK-Info} header. */
  static Optional<KeyCipher> byOpenSslName(String name) {
    return Arrays.stream(values()).filter(cipher -> cipher.openSslName.equals(name)).findFirst();
  }

  ASN1ObjectIdentifier oid() {
    return new ASN1ObjectIdentifier(oid);
  }

  /** In bytes. */
  int keyLength() {
    return keyLength;
  }

  /** In bytes; also the length of the initialisation vector. */
  int blockLength() {
    return blockLength;
  }

  /** Whether this many bytes can be a text that was padded and encrypted. */
  boolean fits(int encryptedLength) {
    return encryptedLength > 0 && encryptedLength % blockLength == 0;
  }

  byte[] encrypt(byte[] key, byte[] iv, byte[] plain) {
    try {
      return process(true, key, iv, plain);
    } catch (InvalidCipherTextException e) {
      throw new IllegalStateException("encrypting cannot meet bad padding", e);
    }
  }

  /**
   * @param encrypted of a length that {@link #fits}
   * @throws InvalidCipherTextException if the padding is wrong, as it mostly is under a wrong key
   */
  byte[] decrypt(byte[] key, byte[] iv, byte[] encrypted) throws InvalidCipherTextException {
    return process(false, key, iv, encrypted);
  }

  private byte[] process(boolean encrypting, byte[] key, byte[] iv, byte[] input)
      throws InvalidCipherTextException {
    PaddedBufferedBlockCipher cipher =
        new PaddedBufferedBlockCipher(CBCBlockCipher.newInstance(engine()), new PKCS7Padding());
    cipher.init(encrypting, new ParametersWithIV(new KeyParameter(key), iv));
    byte[] output = new byte[cipher.getOutputSize(input.length)];
    try {
      int length = cipher.processBytes(input, 0, input.length, output, 0);
      length += cipher.doFinal(output, length);
      return Arrays.copyOf(output, length);
    } finally {
      Arrays.fill(output, (byte) 0);
    }
  }

  private BlockCipher engine() {
    return this == DES_EDE3_CBC ? new DESedeEngine() : AESEngine.newInstance();
  }
}
