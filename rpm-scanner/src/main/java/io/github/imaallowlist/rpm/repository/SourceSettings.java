package io.github.imaallowlist.rpm.repository;

import io.github.imaallowlist.rpm.transport.TransportSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What it takes to open sources that are not on this machine.
 *
 * @param transport how to fetch; a {@code .repo} file's own settings go before these
 * @param login for the hosts of URLs that the user gave himself, and of none that a server named
 * @param mirrors URLs of the same repository, in the order to be tried when it cannot be had
 * @param variables values for variables in {@code .repo} files, such as {@code releasever}
 */
public record SourceSettings(
    TransportSettings transport,
    Optional<Login> login,
    List<String> mirrors,
    Map<String, String> variables) {

  public SourceSettings {
    mirrors = List.copyOf(mirrors);
    variables = Map.copyOf(variables);
  }

  /** For basic authentication. */
  public record Login(String user, String password) {
    /**
     * @throws IllegalArgumentException if the user has a colon, which Basic cannot express
     */
    public Login {
      if (user.indexOf(':') >= 0) {
        throw new IllegalArgumentException("a user name for basic authentication has no colon");
      }
    }

    @Override
    public String toString() {
      return "Login[user=" + user + "]";
    }
  }

  /** Nobody's login, no mirror, no variable. */
  public static SourceSettings defaults() {
    return new SourceSettings(TransportSettings.defaults(), Optional.empty(), List.of(), Map.of());
  }

  public SourceSettings withTransport(TransportSettings changed) {
    return new SourceSettings(changed, login, mirrors, variables);
  }

  public SourceSettings withLogin(Login changed) {
    return new SourceSettings(transport, Optional.of(changed), mirrors, variables);
  }

  public SourceSettings withMirrors(List<String> changed) {
    return new SourceSettings(transport, login, changed, variables);
  }

  public SourceSettings withVariables(Map<String, String> changed) {
    return new SourceSettings(transport, login, mirrors, changed);
  }
}
