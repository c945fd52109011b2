package io.github.imaallowlist.signing.x509;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.signing.pem.PemBlock;
import io.github.imaallowlist.signing.pem.PemContents;
import io.github.imaallowlist.signing.pem.PemFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.util.ArrayList;
import java.util.List;

/** Reads certificate revocation lists (RFC 5280, section 5) out of files. */
public final class RevocationFile {
  private static final int DER_SEQUENCE = 0x30;

  private RevocationFile() {}

  /**
   * The lists of a file: PEM, with any number of them, or DER.
   *
   * @return at least one
   * @throws AllowlistException if the file is missing
   * @throws IOException if it cannot be read, is too large, malformed, or has no list
   */
  public static List<X509CRL> read(Path file) throws IOException, AllowlistException {
    byte[] bytes = CertificateFile.bytes(file, PemContents.REVOCATION_LISTS);
    if (bytes.length > 0 && bytes[0] == DER_SEQUENCE) {
      return List.of(parse(file.toString(), 0, bytes));
    }
    List<X509CRL> lists = new ArrayList<>();
    try (PemFile pem = PemFile.parse(file.toString(), PemContents.REVOCATION_LISTS, bytes)) {
      for (PemBlock block : pem.blocks()) {
        if (!block.label().equals("X509 CRL")) {
          throw block.malformed("expected an X509 CRL, found a " + block.label(), null);
        }
        lists.add(parse(file.toString(), block.offset(), block.decode()));
      }
    }
    return List.copyOf(lists);
  }

  private static X509CRL parse(String source, long offset, byte[] der)
      throws MalformedInputException {
    try {
      return (X509CRL)
          CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(der));
    } catch (CertificateException | CRLException | RuntimeException e) {
      throw new MalformedInputException(
          source, offset, "expected a certificate revocation list in DER (RFC 5280)", e);
    }
  }
}
