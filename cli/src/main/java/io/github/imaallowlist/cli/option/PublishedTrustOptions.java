package io.github.imaallowlist.cli.option;

import io.github.imaallowlist.toolkit.TrustFiles;
import io.github.imaallowlist.toolkit.fetch.RepositoryTrust;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whose signature of a repository to trust, and whose of the list that it records. */
public final class PublishedTrustOptions {
  @Option(
      names = "--keyring",
      paramLabel = "FILE",
      description =
          "Trust the OpenPGP public keys in this file to have signed the repository's repomd.xml, and"
              + " no others; may be repeated.")
  private List<Path> keyrings = List.of();

  @Option(
      names = "--allow-unsigned-repository",
      description =
          "Do not look at the repository's signature: the list's own alone vouches for it. Who serves"
              + " the repository can then serve any list that was ever signed for it.")
  private boolean allowUnsigned;

  @Mixin private final ListTrustOptions list = new ListTrustOptions();

  @Option(
      names = "--list-keyring",
      paramLabel = "FILE",
      description =
          "OpenPGP public keys that you trust to sign the list, where its signature is of OpenPGP;"
              + " may be a --keyring too. May be repeated.")
  private List<Path> listKeyrings = List.of();

  /** What is wrong with the options together, if anything is. */
  public Optional<String> problem() {
    return allowUnsigned && !keyrings.isEmpty()
        ? Optional.of("--keyring and --allow-unsigned-repository exclude one another")
        : list.problem(listKeyrings, "--list-keyring");
  }

  public RepositoryTrust toRepositoryTrust() {
    return new RepositoryTrust(keyrings, allowUnsigned);
  }

  /** After {@link #problem} found none. */
  public TrustFiles toListTrust() {
    return list.toFiles(listKeyrings);
  }
}
