package io.github.imaallowlist.signing;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.signing.pem.PemBlock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.util.Arrays;
import java.util.Map;

/**
 * A PKCS#12 file (RFC 7292) with a private key and its certificates, by the JDK's own reader, which
 * knows PBES2 and the old 3DES and RC2, and bounds the rounds of key derivation.
 */
final class Pkcs12File {
  /** After the outer SEQUENCE comes version 3 (RFC 7292, section 4). */
  private static final byte[] VERSION_3 = {2, 1, 3};

  private static final int DER_SEQUENCE = 0x30;
  private static final int INDEFINITE_LENGTH = 0x80;

  private Pkcs12File() {}

  /** Whether the file begins like PKCS#12, which neither PEM nor a key in DER does. */
  static boolean isOne(Path file) throws IOException {
    // A pipe can be read once only, and brings PEM; what does not exist, the reader of PEM names.
    if (!Files.isRegularFile(file)) {
      return false;
    }
    byte[] start;
    try (InputStream in = Files.newInputStream(file)) {
      start = in.readNBytes(16);
    }
    if (start.length < 8 || start[0] != DER_SEQUENCE) {
      return false;
    }
    int lengthBytes = start[1] < 0 ? (start[1] & 0xff) - INDEFINITE_LENGTH : 0;
    int at = 2 + lengthBytes;
    return at + 3 <= start.length && Arrays.equals(start, at, at + 3, VERSION_3, 0, 3);
  }

  /**
   * @throws AllowlistException if the passphrase is wrong, or it is not clear which key is meant
   * @throws IOException if it cannot be read, is too large, or malformed
   */
  static SigningKey read(KeyLocation.InFile location, Passphrase passphrase)
      throws IOException, AllowlistException {
    String name = location.toString();
    byte[] bytes = bytes(location.path());
    char[] characters = passphrase.forKey(name);
    try {
      KeyStore store = load(name, bytes, characters);
      String alias =
          KeyChoice.alias(
              name,
              store,
              location.alias(),
              "--key-alias",
              "Give the file with the private key, as `openssl pkcs12 -export` writes it.");
      Key key = store.getKey(alias, characters);
      return key(name, key)
          .toSigningKey(
              name, KeyChoice.certificates(store, alias), KeyFiles.warningsAbout(location.path()));
    } catch (UnrecoverableKeyException e) {
      throw wrongPassphrase(name, e);
    } catch (GeneralSecurityException | RuntimeException e) {
      throw malformed(name, e);
    } finally {
      Arrays.fill(characters, '\0');
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private static byte[] bytes(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(SigningLimits.PKCS12_BYTES + 1);
      if (bytes.length > SigningLimits.PKCS12_BYTES) {
        throw new LimitExceededException(
            file.toString(),
            SigningLimits.PKCS12_BYTES,
            "a PKCS#12 file has at most %d bytes".formatted(SigningLimits.PKCS12_BYTES));
      }
      return bytes;
    }
  }

  private static KeyStore load(String name, byte[] bytes, char[] passphrase)
      throws IOException, GeneralSecurityException, AllowlistException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try {
      store.load(new ByteArrayInputStream(bytes), passphrase);
      return store;
    } catch (IOException e) {
      if (e.getCause() instanceof UnrecoverableKeyException) {
        throw wrongPassphrase(name, e);
      }
      throw malformed(name, e);
    }
  }

  private static PrivateKey key(String name, Key key) throws IOException, AllowlistException {
    byte[] pkcs8 = key.getEncoded();
    try {
      return PrivateKeyReader.pkcs8(
          new PemBlock(name, 0, "PRIVATE KEY", Map.of(), new byte[0]), pkcs8);
    } finally {
      Arrays.fill(pkcs8, (byte) 0);
    }
  }

  private static AllowlistException wrongPassphrase(String name, Exception cause) {
    return new AllowlistException(
        ExitCode.NO_TRUST,
        name + ": the passphrase does not open the PKCS#12 file",
        "Check the passphrase; if it is right, the file is damaged.",
        cause);
  }

  private static MalformedInputException malformed(String name, Exception cause) {
    return new MalformedInputException(
        name, 0, "expected a PKCS#12 file (RFC 7292): " + cause.getMessage(), cause);
  }
}
