package io.github.imaallowlist.maven.project;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import java.util.Optional;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;

/**
 * The passphrase of a server in the user's {@code settings.xml}, encrypted or not: its {@code
 * passphrase}, or else its {@code password}.
 */
public final class ServerPassphrase {
  private ServerPassphrase() {}

  /**
   * Reads it.
   *
   * @return absent if the settings have no such server
   * @throws AllowlistException if the server has none, or it cannot be decrypted
   */
  public static Optional<char[]> of(String serverId, Settings settings, SettingsDecrypter decrypter)
      throws AllowlistException {
    Server server = settings.getServer(serverId);
    if (server == null) {
      return Optional.empty();
    }
    SettingsDecryptionResult decrypted =
        decrypter.decrypt(new DefaultSettingsDecryptionRequest(server));
    for (SettingsProblem problem : decrypted.getProblems()) {
      if (problem.getSeverity() != SettingsProblem.Severity.WARNING) {
        throw new AllowlistException(
            ExitCode.NO_TRUST,
            "settings.xml: the server '" + serverId + "': " + problem.getMessage(),
            "Encrypt its passphrase again, with the master password in settings-security.xml.");
      }
    }
    Server plain = decrypted.getServer();
    String passphrase =
        Optional.ofNullable(plain.getPassphrase())
            .or(() -> Optional.ofNullable(plain.getPassword()))
            .orElseThrow(
                () ->
                    new AllowlistException(
                        ExitCode.NO_TRUST,
                        "settings.xml: the server '" + serverId + "' has no passphrase",
                        "Give it one, or name another server with --passphrase-server-id."));
    return Optional.of(passphrase.toCharArray());
  }
}
