package io.github.imaallowlist.maven.parameter;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.maven.project.ServerPassphrase;
import io.github.imaallowlist.signing.Passphrase;
import java.io.File;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * Where the passphrase of a key comes from: a server of the settings, an environment variable or a
 * file. It is looked for when a key turns out to need one, and nobody is asked: a build has no
 * terminal.
 *
 * @param name what the parameters' names begin with, such as {@code repomdPassphrase}
 */
public record PassphraseParameters(
    String name,
    @Nullable String serverId,
    @Nullable String variable,
    @Nullable File file,
    Settings settings,
    SettingsDecrypter decrypter) {

  /** Whether one was named. */
  public boolean isGiven() {
    return serverId != null || variable != null || file != null;
  }

  /**
   * The one way that was named.
   *
   * @throws AllowlistException if several were
   */
  public Passphrase toPassphrase() throws AllowlistException {
    if (Stream.of(serverId, variable, file).filter(way -> way != null).count() > 1) {
      throw Misuse.of(
          "%s, %s and %s exclude one another"
              .formatted(parameter("ServerId"), parameter("Env"), parameter("File")),
          "Give one of them.");
    }
    File named = file;
    if (named != null) {
      return Passphrase.firstLineOf(named.toPath());
    }
    String environment = variable;
    if (environment != null) {
      return key -> ofVariable(environment);
    }
    String server = serverId;
    return server != null ? key -> ofServer(server) : this::none;
  }

  private char[] ofVariable(String environment) throws AllowlistException {
    return Optional.ofNullable(System.getenv(environment))
        .map(String::toCharArray)
        .orElseThrow(
            () ->
                new AllowlistException(
                    ExitCode.NO_TRUST,
                    "the environment variable "
                        + environment
                        + " for the passphrase is not set ("
                        + parameter("Env")
                        + ")",
                    "Set and export it, or name another one."));
  }

  private char[] ofServer(String server) throws AllowlistException {
    return ServerPassphrase.of(server, settings, decrypter)
        .orElseThrow(
            () ->
                new AllowlistException(
                    ExitCode.NO_TRUST,
                    "settings.xml has no server '" + server + "' (" + parameter("ServerId") + ")",
                    "Add <server><id>"
                        + server
                        + "</id><passphrase>...</passphrase></server>, or name another one."));
  }

  private char[] none(String key) throws AllowlistException {
    throw new AllowlistException(
        ExitCode.NO_TRUST,
        key + ": the key is encrypted, and no passphrase was given",
        "Give %s=ID of a server in settings.xml, %s=NAME, or %s=FILE."
            .formatted(parameter("ServerId"), parameter("Env"), parameter("File")));
  }

  private String parameter(String end) {
    return ParameterText.property(name + end);
  }
}
