package io.github.imaallowlist.rpm.transport;

import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.error.UnsupportedInputException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.jspecify.annotations.Nullable;

/** Certificates and keys of TLS in PEM (RFC 7468), as openssl writes them. */
final class PemFiles {
  private PemFiles() {}

  /** All certificates of the file, one or more, in its order. */
  static List<X509Certificate> certificates(Path file) throws IOException {
    List<X509Certificate> certificates = new ArrayList<>();
    JcaX509CertificateConverter converter = new JcaX509CertificateConverter();
    for (Object object : objects(file)) {
      if (object instanceof X509CertificateHolder holder) {
        try {
          certificates.add(converter.getCertificate(holder));
        } catch (CertificateException e) {
          throw malformed(file, "has a certificate that cannot be read", e);
        }
      }
    }
    if (certificates.isEmpty()) {
      throw malformed(file, "has no certificate in PEM", null);
    }
    return certificates;
  }

  /** The file's first private key: PKCS#8, or what openssl wrote before. */
  static PrivateKey privateKey(Path file) throws IOException {
    JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
    for (Object object : objects(file)) {
      if (object instanceof PrivateKeyInfo key) {
        return converter.getPrivateKey(key);
      }
      if (object instanceof PEMKeyPair pair) {
        return converter.getPrivateKey(pair.getPrivateKeyInfo());
      }
      if (object instanceof PKCS8EncryptedPrivateKeyInfo || object instanceof PEMEncryptedKeyPair) {
        throw new UnsupportedInputException(
            file.toString(),
            UnsupportedInputException.NO_OFFSET,
            "the key is encrypted; put it with its certificate into a PKCS#12 file");
      }
    }
    throw malformed(file, "has no private key in PEM", null);
  }

  private static List<Object> objects(Path file) throws IOException {
    List<Object> objects = new ArrayList<>();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1);
        PEMParser parser = new PEMParser(reader)) {
      for (Object object = parser.readObject(); object != null; object = parser.readObject()) {
        objects.add(object);
      }
    } catch (java.nio.file.FileSystemException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw malformed(file, "is not well-formed PEM", e);
    }
    return objects;
  }

  private static MalformedInputException malformed(
      Path file, String problem, @Nullable Exception cause) {
    return new MalformedInputException(
        file.toString(), MalformedInputException.NO_OFFSET, problem, cause);
  }
}
