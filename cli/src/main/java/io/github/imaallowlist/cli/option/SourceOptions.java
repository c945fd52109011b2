package io.github.imaallowlist.cli.option;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.rpm.repository.SourceSettings;
import io.github.imaallowlist.rpm.transport.ClientCertificate;
import io.github.imaallowlist.rpm.transport.ProxySettings;
import io.github.imaallowlist.rpm.transport.TransportSettings;
import io.github.imaallowlist.signing.Passphrase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How to reach sources that are not on this machine. */
public final class SourceOptions {
  @Option(
      names = "--mirror",
      paramLabel = "URL",
      description = "Where the same repository is, if the source fails; may be repeated.")
  private List<String> mirrors = List.of();

  @Option(
      names = "--user",
      paramLabel = "NAME",
      description = "User for basic authentication, at all hosts that the command line names.")
  private @Nullable String user;

  @Option(
      names = "--password-env",
      paramLabel = "NAME",
      description = "Environment variable that holds the user's password.")
  private @Nullable String passwordVariable;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "File whose first line is the user's password.")
  private @Nullable Path passwordFile;

  @Option(
      names = "--ca-cert",
      paramLabel = "FILE",
      description = "Trust these PEM certificates of servers, and no others.")
  private @Nullable Path caCertificates;

  @Option(
      names = "--client-cert",
      paramLabel = "FILE",
      description = "Show servers that ask this PEM certificate.")
  private @Nullable Path clientCertificate;

  @Option(
      names = "--client-key",
      paramLabel = "FILE",
      description = "Its PEM key (default: the certificate's file).")
  private @Nullable Path clientKey;

  @Option(
      names = "--setvar",
      paramLabel = "NAME=VALUE",
      description = "A variable in .repo files, such as releasever=9; may be repeated.")
  private Map<String, String> variables = Map.of();

  /**
   * What is wrong with the options as they were given together; one line.
   *
   * @param sources how many sources there are
   */
  public Optional<String> misuse(int sources) {
    if (!mirrors.isEmpty() && sources > 1) {
      return Optional.of("--mirror goes with one SOURCE: it stands in for that one");
    }
    boolean password = passwordVariable != null || passwordFile != null;
    if (passwordVariable != null && passwordFile != null) {
      return Optional.of("--password-env and --password-file exclude one another");
    }
    if (password != (user != null)) {
      return Optional.of("--user goes with --password-env or --password-file");
    }
    if (user != null && user.indexOf(':') >= 0) {
      return Optional.of("--user: a user name for basic authentication has no colon");
    }
    return clientKey != null && clientCertificate == null
        ? Optional.of("--client-key goes with --client-cert")
        : Optional.empty();
  }

  /** The settings, with proxies from the environment. */
  public SourceSettings toSettings() throws AllowlistException, IOException {
    SourceSettings settings =
        SourceSettings.defaults()
            .withTransport(toTransport())
            .withMirrors(mirrors)
            .withVariables(variables);
    return user == null ? settings : settings.withLogin(new SourceSettings.Login(user, password()));
  }

  private TransportSettings toTransport() throws AllowlistException {
    TransportSettings transport = TransportSettings.defaults().withProxies(proxies());
    if (caCertificates != null) {
      transport = transport.withCaCertificates(caCertificates);
    }
    if (clientCertificate != null) {
      Path key = clientKey == null ? clientCertificate : clientKey;
      transport =
          transport.withClientCertificate(new ClientCertificate.Pem(clientCertificate, key));
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

  private String password() throws AllowlistException, IOException {
    if (passwordFile != null) {
      return new String(Passphrase.firstLineOf(passwordFile).forKey(passwordFile.toString()));
    }
    String value = System.getenv(passwordVariable);
    if (value == null) {
      throw new AllowlistException(
          ExitCode.NO_TRUST,
          "the environment variable " + passwordVariable + " for the password is not set",
          "Set and export it, or give --password-file.");
    }
    return value;
  }
}
