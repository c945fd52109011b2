package io.github.imaallowlist.rpm.imasignature;

import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.error.MalformedInputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.jspecify.annotations.Nullable;

/**
 * A file with certificates or public keys: one in DER, or any number in PEM. What it holds is told
 * by its structure, as the kernel's {@code /etc/keys} and Keylime have both forms under any name.
 */
public final class ImaKeyFile {
  private static final int DER_SEQUENCE = 0x30;
  private static final int CERTIFICATE_PARTS = 3;

  private final String name;
  private final boolean certificatesOnly;
  private final List<ImaKey> keys = new ArrayList<>();

  private ImaKeyFile(String name, boolean certificatesOnly) {
    this.name = name;
    this.certificatesOnly = certificatesOnly;
  }

  /**
   * Reads certificates, at least one.
   *
   * @throws InputException if it holds something else, or a key that is not RSA or ECDSA
   * @throws IOException if it cannot be read
   */
  public static List<ImaKey> readCertificates(Path file) throws IOException {
    return new ImaKeyFile(file.toString(), true).read(bytesOf(file));
  }

  /**
   * Reads public keys, in certificates or not, at least one.
   *
   * @throws InputException if it holds something else, or a key that is not RSA or ECDSA
   * @throws IOException if it cannot be read
   */
  public static List<ImaKey> readKeys(Path file) throws IOException {
    return new ImaKeyFile(file.toString(), false).read(bytesOf(file));
  }

  /**
   * The keys in bytes that are at hand: certificates or public keys, at least one.
   *
   * @param name what holds them, for messages
   * @throws InputException if there is something else in them, or a key that is not RSA or ECDSA
   */
  public static List<ImaKey> keysIn(String name, byte[] bytes) throws IOException {
    return new ImaKeyFile(name, false).read(bytes);
  }

  private static byte[] bytesOf(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(ImaSignatureLimits.KEY_FILE_BYTES + 1);
      if (bytes.length > ImaSignatureLimits.KEY_FILE_BYTES) {
        throw new LimitExceededException(
            file.toString(),
            ImaSignatureLimits.KEY_FILE_BYTES,
            "a file of keys has at most %,d bytes".formatted(ImaSignatureLimits.KEY_FILE_BYTES));
      }
      return bytes;
    }
  }

  private List<ImaKey> read(byte[] bytes) throws IOException {
    if (bytes.length > 0 && bytes[0] == DER_SEQUENCE) {
      add(bytes);
    } else {
      readPem(new String(bytes, StandardCharsets.ISO_8859_1));
    }
    if (keys.isEmpty()) {
      throw malformed(
          "expected an X.509 certificate%s, in PEM or DER"
              .formatted(certificatesOnly ? "" : " or a public key"),
          null);
    }
    return List.copyOf(keys);
  }

  private void readPem(String text) throws IOException {
    try (PemReader pem = new PemReader(new StringReader(text))) {
      PemObject block = next(pem);
      while (block != null) {
        if (block.getType().endsWith("PRIVATE KEY")) {
          throw privateKey();
        }
        // OpenSSL puts parameters before a key on an elliptic curve.
        if (!block.getType().endsWith("PARAMETERS")) {
          add(block.getContent());
        }
        block = next(pem);
      }
    }
  }

  private @Nullable PemObject next(PemReader pem) throws IOException {
    try {
      return pem.readPemObject();
    } catch (IOException | RuntimeException e) {
      throw malformed("the PEM is broken: " + e.getMessage(), e);
    }
  }

  private void add(byte[] der) throws IOException {
    if (keys.size() == ImaSignatureLimits.KEYS_PER_FILE) {
      throw new LimitExceededException(
          name,
          InputException.NO_OFFSET,
          "a file has at most %d keys".formatted(ImaSignatureLimits.KEYS_PER_FILE));
    }
    try {
      keys.add(keyIn(ASN1Sequence.getInstance(der)));
    } catch (InputException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // Bouncy Castle reports a flaw by whichever exception the place at hand throws.
      throw malformed("%s cannot be read: %s".formatted(ordinal(), e.getMessage()), e);
    }
  }

  private ImaKey keyIn(ASN1Sequence value) throws IOException {
    boolean startsWithSequence = value.size() > 0 && value.getObjectAt(0) instanceof ASN1Sequence;
    boolean endsWithBits =
        value.size() > 1 && value.getObjectAt(value.size() - 1) instanceof ASN1BitString;
    if (startsWithSequence && endsWithBits && value.size() == CERTIFICATE_PARTS) {
      return ImaKey.of(Certificate.getInstance(value));
    }
    if (value.size() > 2 && value.getObjectAt(0) instanceof ASN1Integer) {
      throw privateKey();
    }
    if (certificatesOnly) {
      throw malformed(ordinal() + " is no X.509 certificate", null);
    }
    return ImaKey.of(startsWithSequence ? SubjectPublicKeyInfo.getInstance(value) : rsa(value));
  }

  /** The bare form of PKCS #1, {@code RSA PUBLIC KEY} in PEM. */
  private static SubjectPublicKeyInfo rsa(ASN1Sequence value) throws IOException {
    return new SubjectPublicKeyInfo(
        new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
        RSAPublicKey.getInstance(value));
  }

  private String ordinal() {
    return "the %s no. %d".formatted(certificatesOnly ? "certificate" : "key", keys.size() + 1);
  }

  private InputException privateKey() {
    return new MalformedInputException(
        name,
        InputException.NO_OFFSET,
        "holds a private key; %s is expected, which everyone may see"
            .formatted(certificatesOnly ? "its certificate" : "its public key or certificate"));
  }

  private InputException malformed(String problem, @Nullable Exception cause) {
    return new MalformedInputException(name, InputException.NO_OFFSET, problem, cause);
  }
}
