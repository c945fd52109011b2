package io.github.imaallowlist.rpm.transport;

import java.nio.file.Path;

/** What the client shows a server that asks who it is: a certificate chain and its private key. */
public sealed interface ClientCertificate {
  /**
   * PEM files, as {@code sslclientcert} and {@code sslclientkey} of a {@code .repo} file name them.
   *
   * @param chain the client's certificate first, then those that lead to the root
   * @param key not encrypted; may be the same file
   */
  record Pem(Path chain, Path key) implements ClientCertificate {}

  /** A PKCS#12 file with one key. */
  record Pkcs12(Path file, String password) implements ClientCertificate {
    @Override
    public String toString() {
      return "Pkcs12[file=" + file + "]";
    }
  }
}
