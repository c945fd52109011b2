package io.github.imaallowlist.maven.parameter;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.toolkit.OpenPgpKey;
import io.github.imaallowlist.toolkit.publish.RepomdSigning;
import java.io.File;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What becomes of the repository's own signature; each is the option of its name. */
public record RepomdParameters(
    @Nullable File repomdKey,
    @Nullable String repomdKeyId,
    @Nullable String repomdGpgKey,
    @Nullable File repomdGpgHomedir,
    @Nullable String repomdSignCommand,
    List<File> repomdKeyring,
    PassphraseParameters passphrase,
    boolean removeStaleSignature) {

  /**
   * What they ask for.
   *
   * @param time of signing, where the program itself signs
   */
  public RepomdSigning toSigning(Instant time, Path temporaryFolder) throws AllowlistException {
    checkUse();
    if (removeStaleSignature) {
      return new RepomdSigning.RemoveStale();
    }
    File file = repomdKey;
    if (file != null) {
      return new RepomdSigning.By(
          new OpenPgpKey.InFile(
              file.toPath(), Optional.ofNullable(repomdKeyId), passphrase.toPassphrase(), time));
    }
    String gpg = repomdGpgKey;
    if (gpg != null) {
      return new RepomdSigning.By(
          new OpenPgpKey.OfGpg(
              gpg,
              Values.path(repomdGpgHomedir),
              "gpg",
              passphrase.isGiven() ? Optional.of(passphrase.toPassphrase()) : Optional.empty()));
    }
    String command = repomdSignCommand;
    return command == null
        ? new RepomdSigning.NotSigned()
        : new RepomdSigning.By(
            new OpenPgpKey.OfCommand(command, Values.paths(repomdKeyring), temporaryFolder));
  }

  private void checkUse() throws AllowlistException {
    long ways =
        Stream.of(repomdKey, repomdGpgKey, repomdSignCommand).filter(way -> way != null).count()
            + (removeStaleSignature ? 1 : 0);
    if (ways > 1) {
      throw Misuse.of(
          "--repomd-key, --repomd-gpg-key, --repomd-sign-command and --remove-stale-signature"
              + " exclude one another",
          "Give one of them.");
    }
    Misuse.requireTogether(
        repomdKeyId != null, repomdKey != null, "--repomd-key-id goes with --repomd-key");
    Misuse.requireTogether(
        repomdGpgHomedir != null,
        repomdGpgKey != null,
        "--repomd-gpg-homedir goes with --repomd-gpg-key");
    Misuse.requireTogether(
        !repomdKeyring.isEmpty(),
        repomdSignCommand != null,
        "--repomd-keyring goes with --repomd-sign-command");
    Misuse.requireTogether(
        passphrase.isGiven(),
        repomdKey != null || repomdGpgKey != null,
        "a passphrase for repomd.xml goes with --repomd-key or --repomd-gpg-key");
  }
}
