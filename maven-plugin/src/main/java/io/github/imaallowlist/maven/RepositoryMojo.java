package io.github.imaallowlist.maven;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.format.AllowlistFormat;
import io.github.imaallowlist.format.Validity;
import io.github.imaallowlist.maven.parameter.Misuse;
import io.github.imaallowlist.maven.parameter.Values;
import io.github.imaallowlist.rpm.ReadMode;
import io.github.imaallowlist.rpm.repository.SourceSettings;
import io.github.imaallowlist.toolkit.OpenPgpKey;
import io.github.imaallowlist.toolkit.OpenPgpSigning;
import io.github.imaallowlist.toolkit.SigningRequest;
import io.github.imaallowlist.toolkit.cache.CacheRequest;
import io.github.imaallowlist.toolkit.generate.AllowlistRequest;
import io.github.imaallowlist.toolkit.generate.ListRequest;
import io.github.imaallowlist.toolkit.publish.CheckTrust;
import io.github.imaallowlist.toolkit.source.SourceRequest;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Goals about the list that is recorded in a repository. */
abstract class RepositoryMojo extends ListMojo {
  /**
   * The repository: a folder of this machine with repodata/repomd.xml.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.repository")
  private @Nullable File repository;

  /**
   * Have a program sign the list, by a detached OpenPGP signature that is recorded beside it.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.listSignCommand")
  private @Nullable String listSignCommand;

  /**
   * With <code>listSignCommand</code>: the public keys of which one signs. Without them nothing
   * tells whether a recorded signature is good, and the list is signed anew each time.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.listSignKeyring")
  private List<File> listSignKeyring = List.of();

  /**
   * The list has no signature of its own: verifiers must then trust repomd.xml's.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.unsigned", defaultValue = "false")
  private boolean unsigned;

  /**
   * Public keys or certificates, in PEM, one of which must have signed the recorded list; by
   * default the public half of <code>key</code>. For <code>publish</code> with <code>keepRemoved
   * </code>: those that may have signed the last list besides, when keys change.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.verifyKey")
  private List<File> verifyKey = List.of();

  /**
   * The same of OpenPGP public keys.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.verifyKeyring")
  private List<File> verifyKeyring = List.of();

  final Path repository() throws AllowlistException {
    File folder = repository;
    if (folder == null) {
      throw Misuse.of(
          "no repository is named", "Give --repository FOLDER, the one that has repodata in it.");
    }
    return folder.toPath();
  }

  final boolean isUnsigned() {
    return unsigned;
  }

  final Optional<CheckTrust.ByKeys> verifyTrust() {
    return verifyKey.isEmpty() && verifyKeyring.isEmpty()
        ? Optional.empty()
        : Optional.of(new CheckTrust.ByKeys(Values.paths(verifyKey), Values.paths(verifyKeyring)));
  }

  final Optional<SigningRequest> listSigning(Instant now) throws AllowlistException, IOException {
    Optional<SigningRequest> request = signing().toRequest(baseFolder(), now);
    String command = listSignCommand;
    if (command != null && request.isPresent()) {
      throw Misuse.of(
          "--list-sign-command and a key for the list exclude one another", "Give one of them.");
    }
    Misuse.requireTogether(
        !listSignKeyring.isEmpty(),
        command != null,
        "--list-sign-keyring goes with --list-sign-command");
    if (unsigned && (command != null || request.isPresent())) {
      throw Misuse.of("--unsigned and a key for the list exclude one another", "Give one of them.");
    }
    return command == null
        ? request
        : Optional.of(
            new OpenPgpSigning(
                new OpenPgpKey.OfCommand(
                    command, Values.paths(listSignKeyring), temporaryFolder())));
  }

  /**
   * @param packages read before, if they are not to be read anew
   */
  final AllowlistRequest allowlist(Instant now, Optional<CacheRequest> packages)
      throws AllowlistException, IOException {
    return new AllowlistRequest(
        new SourceRequest(
            List.of(repository().toString()),
            SourceSettings.defaults(),
            selection(sourcePackages()),
            ReadMode.PAYLOAD,
            jobs(),
            packages,
            Optional.empty()),
        trustRequest(),
        fileSignatures(),
        new ListRequest(
            algorithms(),
            AllowlistFormat.KEYLIME,
            excludePaths(),
            base(),
            // The list's own time is the metadata's, so that a run later makes the same list.
            Optional.empty(),
            validFor().map(length -> Validity.of(now, length)),
            Optional.empty(),
            allowIncomplete(),
            updates(Optional.empty(), now)),
        filter(Optional.empty()),
        temporaryFolder());
  }
}
