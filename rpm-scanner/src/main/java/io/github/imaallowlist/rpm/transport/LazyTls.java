package io.github.imaallowlist.rpm.transport;

import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * Puts TLS over a connection; certificates and keys are read when the first server needs it.
 *
 * <p>The host name is always checked, by Java's own rules (RFC 2818).
 */
final class LazyTls implements TlsSocketStrategy {
  private final TransportSettings settings;
  private @Nullable TlsSocketStrategy strategy;

  LazyTls(TransportSettings settings) {
    this.settings = settings;
  }

  @Override
  public SSLSocket upgrade(
      Socket socket, String host, int port, Object attachment, HttpContext context)
      throws IOException {
    return strategy().upgrade(socket, host, port, attachment, context);
  }

  private synchronized TlsSocketStrategy strategy() throws IOException {
    if (strategy == null) {
      strategy =
          new DefaultClientTlsStrategy(
              TlsContext.of(settings), HostnameVerificationPolicy.BUILTIN, null);
    }
    return strategy;
  }
}
