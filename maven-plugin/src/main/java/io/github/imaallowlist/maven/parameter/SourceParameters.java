package io.github.imaallowlist.maven.parameter;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.rpm.repository.SourceSettings;
import io.github.imaallowlist.rpm.transport.ClientCertificate;
import io.github.imaallowlist.rpm.transport.ProxySettings;
import io.github.imaallowlist.rpm.transport.TransportSettings;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How to reach sources that are not on this machine. */
public record SourceParameters(
    List<String> mirror,
    @Nullable String user,
    PassphraseParameters password,
    @Nullable File caCert,
    @Nullable File clientCert,
    @Nullable File clientKey,
    Map<String, String> setvar) {

  /**
   * The settings, with proxies from the environment.
   *
   * @param sources how many there are
   */
  public SourceSettings toSettings(int sources) throws AllowlistException, IOException {
    checkUse(sources);
    SourceSettings settings =
        SourceSettings.defaults()
            .withTransport(toTransport())
            .withMirrors(mirror)
            .withVariables(setvar);
    String name = user;
    if (name == null) {
      return settings;
    }
    try {
      String secret = new String(password.toPassphrase().forKey("the password of " + name));
      return settings.withLogin(new SourceSettings.Login(name, secret));
    } catch (IllegalArgumentException e) {
      throw Misuse.value("user", name, String.valueOf(e.getMessage()));
    }
  }

  private void checkUse(int sources) throws AllowlistException {
    if (!mirror.isEmpty() && sources > 1) {
      throw Misuse.of(
          "--mirror goes with one source: it stands in for that one",
          "Name one of --sources, or give the other ones an execution of their own.");
    }
    if (password.isGiven() != (user != null)) {
      throw Misuse.of(
          "--user goes with --password-server-id, --password-env or --password-file",
          "Give both, or neither.");
    }
    Misuse.requireTogether(
        clientKey != null, clientCert != null, "--client-key goes with --client-cert");
  }

  private TransportSettings toTransport() throws AllowlistException {
    TransportSettings transport = TransportSettings.defaults().withProxies(proxies());
    if (caCert != null) {
      transport = transport.withCaCertificates(caCert.toPath());
    }
    File certificate = clientCert;
    if (certificate != null) {
      File key = Optional.ofNullable(clientKey).orElse(certificate);
      transport =
          transport.withClientCertificate(
              new ClientCertificate.Pem(certificate.toPath(), key.toPath()));
    }
    return transport;
  }

  private static ProxySettings proxies() throws AllowlistException {
    try {
      return ProxySettings.of(System.getenv());
    } catch (IllegalArgumentException e) {
      throw new AllowlistException(
          ExitCode.USAGE,
          "the environment's proxy settings: " + e.getMessage(),
          "Correct http_proxy, https_proxy, all_proxy or no_proxy, or unset them.",
          e);
    }
  }
}
