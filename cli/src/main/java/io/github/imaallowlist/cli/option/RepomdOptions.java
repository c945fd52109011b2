package io.github.imaallowlist.cli.option;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.toolkit.OpenPgpKey;
import io.github.imaallowlist.toolkit.publish.RepomdSigning;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What becomes of the repository's own signature. All names say {@code repomd}. */
public final class RepomdOptions {
  @Option(
      names = "--repomd-key",
      paramLabel = "FILE",
      description =
          "Sign repomd.xml anew with the OpenPGP key that `gpg --export-secret-keys` wrote to this"
              + " file.")
  private @Nullable Path key;

  @Option(
      names = "--repomd-key-id",
      paramLabel = "ID",
      description =
          "Which key of the --repomd-key file: a fingerprint or long key id; with ! behind it, it"
              + " and no subkey.")
  private @Nullable String keyId;

  @Option(
      names = "--repomd-gpg-key",
      paramLabel = "ID",
      description =
          "Have gpg sign repomd.xml, with a key of its keyring, its agent or a smartcard.")
  private @Nullable String gpgKey;

  @Option(
      names = "--repomd-gpg-homedir",
      paramLabel = "FOLDER",
      description = "The folder of gpg, for --repomd-gpg-key (default: its own).")
  private @Nullable Path gpgHome;

  @Option(
      names = "--repomd-sign-command",
      paramLabel = "COMMAND",
      description =
          "Have a program sign repomd.xml: the file that is added as its last argument, into"
              + " FILE.asc or to standard output; such as 'sign -h sha256 -d'. --sign-command"
              + " means the same here.")
  private @Nullable String command;

  @Option(
      names = "--repomd-keyring",
      paramLabel = "FILE",
      description =
          "Public keys with which to check what the --repomd-sign-command made; may be repeated.")
  private List<Path> commandKeyrings = List.of();

  @Option(
      names = "--repomd-passphrase-env",
      paramLabel = "NAME",
      description = "Environment variable that holds the passphrase of the key for repomd.xml.")
  private @Nullable String passphraseVariable;

  @Option(
      names = "--repomd-passphrase-file",
      paramLabel = "FILE",
      description =
          "File whose first line is that passphrase. Without either, it is asked for at the"
              + " terminal where one is needed.")
  private @Nullable Path passphraseFile;

  @Option(
      names = "--remove-stale-signature",
      description =
          "Remove a repomd.xml.asc that is not over the new repomd.xml: it is signed afterwards."
              + " Without this and without a key, a signed repository is not changed.")
  private boolean removeStale;

  /**
   * What is wrong with the options as they were given together; one line.
   *
   * @param byOther whether {@code --sign-command} was given
   */
  public Optional<String> misuse(boolean byOther) {
    int ways =
        (key == null ? 0 : 1)
            + (gpgKey == null ? 0 : 1)
            + (command == null ? 0 : 1)
            + (byOther ? 1 : 0)
            + (removeStale ? 1 : 0);
    if (ways > 1) {
      return Optional.of(
          "--repomd-key, --repomd-gpg-key, --repomd-sign-command (or --sign-command) and"
              + " --remove-stale-signature exclude one another");
    }
    if (key == null && keyId != null) {
      return Optional.of("--repomd-key-id goes with --repomd-key");
    }
    if (gpgKey == null && gpgHome != null) {
      return Optional.of("--repomd-gpg-homedir goes with --repomd-gpg-key");
    }
    if (command == null && !byOther && !commandKeyrings.isEmpty()) {
      return Optional.of("--repomd-keyring goes with --repomd-sign-command");
    }
    boolean passphrase = passphraseVariable != null || passphraseFile != null;
    return passphrase && key == null && gpgKey == null
        ? Optional.of("a passphrase for repomd.xml goes with --repomd-key or --repomd-gpg-key")
        : Optional.empty();
  }

  /**
   * What they ask for.
   *
   * @param other what {@code --sign-command} asks for
   * @param time of signing, where the program itself signs
   */
  public RepomdSigning toSigning(
      Optional<OpenPgpKey.OfCommand> other, Instant time, Path temporaryFolder)
      throws AllowlistException {
    if (removeStale) {
      return new RepomdSigning.RemoveStale();
    }
    Path file = key;
    if (file != null) {
      return new RepomdSigning.By(
          new OpenPgpKey.InFile(
              file,
              Optional.ofNullable(keyId),
              PassphraseOptions.of(passphraseVariable, passphraseFile),
              time));
    }
    String ofGpg = gpgKey;
    if (ofGpg != null) {
      return new RepomdSigning.By(
          new OpenPgpKey.OfGpg(
              ofGpg,
              Optional.ofNullable(gpgHome),
              "gpg",
              passphraseVariable == null && passphraseFile == null
                  ? Optional.empty()
                  : Optional.of(PassphraseOptions.of(passphraseVariable, passphraseFile))));
    }
    String text = command == null ? other.map(OpenPgpKey.OfCommand::command).orElse(null) : command;
    return text == null
        ? new RepomdSigning.NotSigned()
        : new RepomdSigning.By(new OpenPgpKey.OfCommand(text, keyrings(other), temporaryFolder));
  }

  private List<Path> keyrings(Optional<OpenPgpKey.OfCommand> other) throws AllowlistException {
    List<Path> others = other.map(OpenPgpKey.OfCommand::keyrings).orElse(List.of());
    if (!others.isEmpty() && !commandKeyrings.isEmpty()) {
      throw new AllowlistException(
          ExitCode.USAGE,
          "--sign-keyring and --repomd-keyring are both for what signs repomd.xml",
          "Give all of them with one of the two.");
    }
    return others.isEmpty() ? commandKeyrings : others;
  }
}
