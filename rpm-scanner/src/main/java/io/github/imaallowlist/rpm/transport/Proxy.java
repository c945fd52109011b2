package io.github.imaallowlist.rpm.transport;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import org.apache.hc.core5.http.HttpHost;

/** An HTTP proxy, and who may use it. */
record Proxy(String host, int port, Optional<String> user, Optional<String> password) {
  /** What curl takes when none is given ({@code CURL_DEFAULT_PROXY_PORT}). */
  private static final int USUAL_PORT = 1080;

  /**
   * @param text {@code [http://][user[:password]@]host[:port]}
   * @throws IllegalArgumentException if it is not; the message does not have the text, which may
   *     have a password
   */
  static Proxy parse(String text) {
    URI uri;
    try {
      uri = new URI(text.contains("://") ? text.strip() : "http://" + text.strip());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("is no URL of a proxy");
    }
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("http")) {
      throw new IllegalArgumentException(
          "names a proxy of the kind %s, and only http is supported".formatted(Shown.text(scheme)));
    }
    if (uri.getHost() == null || uri.getPort() == 0 || uri.getPort() > 65_535) {
      throw new IllegalArgumentException("has no host name and port of a proxy");
    }
    Optional<String> info = Optional.ofNullable(uri.getRawUserInfo());
    Optional<String[]> parts = info.map(each -> each.split(":", 2));
    return new Proxy(
        uri.getHost(),
        uri.getPort() == -1 ? USUAL_PORT : uri.getPort(),
        parts.map(each -> PercentEncoding.decode(each[0])),
        parts.filter(each -> each.length > 1).map(each -> PercentEncoding.decode(each[1])));
  }

  HttpHost address() {
    return new HttpHost("http", host, port);
  }

  /** Without user and password. */
  @Override
  public String toString() {
    return host + ":" + port;
  }
}
