package io.github.imaallowlist.rpm.repository;

import io.github.imaallowlist.rpm.repofile.RepoSection;
import io.github.imaallowlist.rpm.transport.ClientCertificate;
import io.github.imaallowlist.rpm.transport.ProxySettings;
import io.github.imaallowlist.rpm.transport.TransportSettings;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** How a {@code .repo} file's section says that its repository is reached. */
final class RepoTransport {
  private RepoTransport() {}

  /**
   * The settings with those of the section in their place. That a server's certificate is not to be
   * checked ({@code sslverify}) is not heard.
   *
   * @throws IllegalArgumentException if the proxy is none that can be used
   */
  static TransportSettings of(RepoSection section, Path file, TransportSettings otherwise) {
    TransportSettings settings = otherwise;
    Optional<Path> authority = section.text("sslcacert").map(file::resolveSibling);
    if (authority.isPresent()) {
      settings = settings.withCaCertificates(authority.get());
    }
    Optional<Path> certificate = section.text("sslclientcert").map(file::resolveSibling);
    if (certificate.isPresent()) {
      Path key = section.text("sslclientkey").map(file::resolveSibling).orElse(certificate.get());
      settings = settings.withClientCertificate(new ClientCertificate.Pem(certificate.get(), key));
    }
    Optional<String> proxy = section.text("proxy");
    if (proxy.isEmpty()) {
      return settings;
    }
    return settings.withProxies(
        proxy.get().equals("_none_") ? ProxySettings.none() : proxy(section, proxy.get()));
  }

  private static ProxySettings proxy(RepoSection section, String url) {
    String withUser =
        section
            .text("proxy_username")
            .map(user -> userInfo(user, section.text("proxy_password").orElse("")))
            .map(info -> url.replaceFirst("://", "://" + info + "@"))
            .orElse(url);
    return ProxySettings.of(Map.of("http_proxy", withUser, "https_proxy", withUser));
  }

  private static String userInfo(String user, String password) {
    return encoded(user) + ":" + encoded(password);
  }

  /** {@code URLEncoder} is for forms, where a plus stands for a space. */
  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
