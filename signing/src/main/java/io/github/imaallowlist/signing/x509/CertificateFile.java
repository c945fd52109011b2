package io.github.imaallowlist.signing.x509;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.signing.pem.PemBlock;
import io.github.imaallowlist.signing.pem.PemContents;
import io.github.imaallowlist.signing.pem.PemFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.x509.Certificate;

/** Reads certificates out of files and out of other structures. */
public final class CertificateFile {
  private static final int DER_SEQUENCE = 0x30;

  private CertificateFile() {}

  /**
   * The certificates of a file in their order: PEM, with any number of them, or DER.
   *
   * @return at least one
   * @throws AllowlistException if the file is missing, or holds a private key
   * @throws IOException if it cannot be read, is too large, malformed, or has no certificate
   */
  public static List<X509Certificate> read(Path file) throws IOException, AllowlistException {
    byte[] bytes = bytes(file, PemContents.CERTIFICATES);
    if (bytes.length > 0 && bytes[0] == DER_SEQUENCE) {
      return List.of(parse(file.toString(), 0, bytes));
    }
    return parsePem(file.toString(), bytes);
  }

  /** The file's content, as far as the limit lets tell that it is beyond it. */
  static byte[] bytes(Path file, PemContents contents) throws IOException, AllowlistException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(contents.maxBytes() + 1);
    } catch (NoSuchFileException e) {
      throw new AllowlistException(
          ExitCode.IO, file + ": there is no such " + contents.noun(), "Check the name.", e);
    }
    if (bytes.length > contents.maxBytes()) {
      throw new LimitExceededException(
          file.toString(),
          contents.maxBytes(),
          "a %s has at most %d bytes".formatted(contents.noun(), contents.maxBytes()));
    }
    return bytes;
  }

  private static List<X509Certificate> parsePem(String name, byte[] text)
      throws IOException, AllowlistException {
    List<X509Certificate> certificates = new ArrayList<>();
    try (PemFile pem = PemFile.parse(name, PemContents.CERTIFICATES, text)) {
      for (PemBlock block : pem.blocks()) {
        if (block.isPrivateKey()) {
          throw new AllowlistException(
              ExitCode.NO_TRUST,
              name + ": holds a private key where certificates are expected",
              "Give a file that has the certificates alone.");
        }
        if (block.isCertificate()) {
          certificates.add(parse(name, block.offset(), block.decode()));
        }
      }
      if (certificates.isEmpty()) {
        PemBlock first = pem.blocks().get(0);
        throw first.malformed("expected a certificate, found a " + first.label(), null);
      }
    }
    return List.copyOf(certificates);
  }

  /**
   * Reads one certificate in DER.
   *
   * @param source the file's name, for messages
   * @param offset where in the file it is
   * @throws MalformedInputException if it is none
   */
  public static X509Certificate parse(String source, long offset, byte[] der)
      throws MalformedInputException {
    try {
      // Bouncy Castle bounds how deeply it nests, and sees what follows the certificate.
      byte[] whole = Certificate.getInstance(der).getEncoded();
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(whole));
    } catch (IOException | CertificateException | RuntimeException e) {
      throw new MalformedInputException(
          source, offset, "expected an X.509 certificate in DER (RFC 5280)", e);
    }
  }
}
