package io.github.imaallowlist.rpm.transport;

import io.github.imaallowlist.error.MalformedInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Whom to trust and what to show, as Java's TLS takes it. */
final class TlsContext {
  private TlsContext() {}

  /**
   * @throws IOException if a file cannot be read, or has no certificate or key that can be used
   */
  static SSLContext of(TransportSettings settings) throws IOException {
    TrustManager @Nullable [] trust =
        settings.caCertificates().isPresent() ? trusting(settings.caCertificates().get()) : null;
    KeyManager @Nullable [] keys =
        settings.clientCertificate().isPresent() ? keys(settings.clientCertificate().get()) : null;
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys, trust, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("Java's TLS cannot be set up: " + e.getMessage(), e);
    }
  }

  private static TrustManager[] trusting(Path file) throws IOException {
    List<X509Certificate> certificates = PemFiles.certificates(file);
    try {
      KeyStore store = empty();
      for (int i = 0; i < certificates.size(); i++) {
        store.setCertificateEntry("ca" + i, certificates.get(i));
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return factory.getTrustManagers();
    } catch (GeneralSecurityException e) {
      throw flaw(file, "cannot be trusted: " + e.getMessage(), e);
    }
  }

  private static KeyManager[] keys(ClientCertificate certificate) throws IOException {
    if (certificate instanceof ClientCertificate.Pem pem) {
      return keys(pem);
    }
    return keys((ClientCertificate.Pkcs12) certificate);
  }

  private static KeyManager[] keys(ClientCertificate.Pem pem) throws IOException {
    List<X509Certificate> chain = PemFiles.certificates(pem.chain());
    try {
      KeyStore store = empty();
      store.setKeyEntry(
          "client", PemFiles.privateKey(pem.key()), new char[0], chain.toArray(Certificate[]::new));
      return managers(store, new char[0]);
    } catch (GeneralSecurityException e) {
      throw flaw(pem.chain(), "does not go with the key " + pem.key() + ": " + e.getMessage(), e);
    }
  }

  private static KeyManager[] keys(ClientCertificate.Pkcs12 pkcs12) throws IOException {
    char[] password = pkcs12.password().toCharArray();
    try (InputStream stream = Files.newInputStream(pkcs12.file())) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      try {
        store.load(stream, password);
      } catch (IOException e) {
        throw flaw(pkcs12.file(), "is no PKCS#12 file, or its password is another", e);
      }
      return managers(store, password);
    } catch (GeneralSecurityException e) {
      throw flaw(pkcs12.file(), "has no key that can be used: " + e.getMessage(), e);
    }
  }

  private static KeyManager[] managers(KeyStore store, char[] password)
      throws GeneralSecurityException {
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, password);
    return factory.getKeyManagers();
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static MalformedInputException flaw(Path file, String problem, Exception cause) {
    return new MalformedInputException(
        file.toString(), MalformedInputException.NO_OFFSET, problem, cause);
  }
}
