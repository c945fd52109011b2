package io.github.imaallowlist.cli.option;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.signing.KeyLocation;
import io.github.imaallowlist.toolkit.KeySpec;
import io.github.imaallowlist.toolkit.OpenPgpKey;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** One key, and what belongs to it; the options of the next key begin where one comes again. */
public final class KeyOptions {
  @ArgGroup(multiplicity = "1")
  private final KeyChoice choice = new KeyChoice();

  @Option(
      names = "--cert",
      paramLabel = "FILE",
      description = "Certificate of the --key, in PEM, to be named as the signer.")
  private @Nullable Path certificate;

  @Option(
      names = "--key-alias",
      paramLabel = "NAME",
      description = "Which key of a PKCS#12 file that has several.")
  private @Nullable String alias;

  @Option(
      names = "--openpgp-key-id",
      paramLabel = "ID",
      description =
          "Which key of the --openpgp-key file: a fingerprint or long key id; with ! behind it, it"
              + " and no subkey.")
  private @Nullable String openPgpKeyId;

  @Option(
      names = "--gpg-homedir",
      paramLabel = "FOLDER",
      description = "The folder of gpg, for --gpg-key (default: its own).")
  private @Nullable Path gpgHome;

  @Option(
      names = "--sign-keyring",
      paramLabel = "FILE",
      description =
          "Public keys with which to check what the --sign-command made; may be repeated.")
  private List<Path> commandKeyrings = List.of();

  @ArgGroup(exclusive = false)
  private @Nullable PassphraseOptions passphrase;

  boolean isOpenPgp() {
    return choice.key == null;
  }

  boolean isCommand() {
    return choice.command != null;
  }

  /**
   * A key that is no OpenPGP key.
   *
   * @param module the PKCS#11 library for keys in tokens
   */
  KeySpec toSpec(Optional<Path> module) throws AllowlistException {
    refuse(openPgpKeyId, "--openpgp-key-id", "--openpgp-key");
    refuse(gpgHome, "--gpg-homedir", "--gpg-key");
    refuse(commandKeyrings.isEmpty() ? null : commandKeyrings, "--sign-keyring", "--sign-command");
    return new KeySpec(
        KeyLocation.parse(
            Optional.ofNullable(choice.key).orElseThrow(), Optional.ofNullable(alias), module),
        Optional.ofNullable(certificate),
        passphrase().toPassphrase());
  }

  /**
   * @param time of signing, where the program itself signs
   */
  OpenPgpKey toOpenPgpKey(Instant time, Path temporaryFolder) throws AllowlistException {
    refuse(certificate, "--cert", "--key");
    refuse(alias, "--key-alias", "--key");
    if (choice.openPgpKey == null) {
      refuse(openPgpKeyId, "--openpgp-key-id", "--openpgp-key");
    }
    if (choice.gpgKey == null) {
      refuse(gpgHome, "--gpg-homedir", "--gpg-key");
    }
    if (choice.command == null) {
      refuse(
          commandKeyrings.isEmpty() ? null : commandKeyrings, "--sign-keyring", "--sign-command");
      return choice.openPgpKey == null ? ofGpg() : inFile(choice.openPgpKey, time);
    }
    refuse(passphrase, "a passphrase", "a key that this program reads");
    return new OpenPgpKey.OfCommand(choice.command, commandKeyrings, temporaryFolder);
  }

  private OpenPgpKey inFile(Path file, Instant time) {
    return new OpenPgpKey.InFile(
        file, Optional.ofNullable(openPgpKeyId), passphrase().toPassphrase(), time);
  }

  private OpenPgpKey ofGpg() {
    return new OpenPgpKey.OfGpg(
        Optional.ofNullable(choice.gpgKey).orElseThrow(),
        Optional.ofNullable(gpgHome),
        "gpg",
        Optional.ofNullable(passphrase).map(PassphraseOptions::toPassphrase));
  }

  private PassphraseOptions passphrase() {
    return passphrase == null ? new PassphraseOptions() : passphrase;
  }

  private static void refuse(@Nullable Object given, String what, String where)
      throws AllowlistException {
    if (given != null) {
      throw new AllowlistException(
          ExitCode.USAGE,
          "%s goes with %s, and stands by another key".formatted(what, where),
          "Put it behind the key that it belongs to, or leave it out.");
    }
  }
}
