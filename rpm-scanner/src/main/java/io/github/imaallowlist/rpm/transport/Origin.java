package io.github.imaallowlist.rpm.transport;

import java.net.URI;
import java.util.Locale;

/** Whom a request goes to, and whom credentials belong to (RFC 6454). */
record Origin(String scheme, String host, int port) {
  /**
   * @throws IllegalArgumentException if it is not an absolute http or https URL with a host
   */
  static Origin of(URI uri) {
    if (uri.getScheme() == null) {
      throw new IllegalArgumentException("not an absolute URL");
    }
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    int usual =
        switch (scheme) {
          case "http" -> 80;
          case "https" -> 443;
          default ->
              throw new IllegalArgumentException("the scheme is neither http nor https: " + scheme);
        };
    if (uri.getHost() == null || uri.getHost().isEmpty()) {
      throw new IllegalArgumentException("the URL has no host name that can be looked up");
    }
    int port = uri.getPort() == -1 ? usual : uri.getPort();
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("the URL has no possible port");
    }
    return new Origin(scheme, uri.getHost().toLowerCase(Locale.ROOT), port);
  }

  boolean secure() {
    return scheme.equals("https");
  }

  /** The host's name, or its address without the brackets that a URL puts around one of IPv6. */
  String address() {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  @Override
  public String toString() {
    boolean usual = port == (secure() ? 443 : 80);
    return scheme + "://" + host + (usual ? "" : ":" + port);
  }
}
