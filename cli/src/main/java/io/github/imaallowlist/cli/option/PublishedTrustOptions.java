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

  @Option(
      names = "--allow-unsigned-list",
      description =
          "Take a list that was published without a signature of its own: the repository's alone"
              + " vouches for it.")
  private boolean allowUnsignedList;

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
    if (allowUnsigned && !keyrings.isEmpty()) {
      return Optional.of("--keyring and --allow-unsigned-repository exclude one another");
    }
    if (!allowUnsignedList) {
      return list.problem(listKeyrings, "--list-keyring");
    }
    if (allowUnsigned) {
      return Optional.of("one of the list and the repository must be signed");
    }
    return list.isGiven() || !listKeyrings.isEmpty()
        ? Optional.of("--allow-unsigned-list excludes the keys of a list's signer")
        : Optional.empty();
  }

  public RepositoryTrust toRepositoryTrust() {
    return new RepositoryTrust(keyrings, allowUnsigned);
  }

  /** After {@link #problem} found none. */
  public Optional<TrustFiles> toListTrust() {
    return allowUnsignedList ? Optional.empty() : Optional.of(list.toFiles(listKeyrings));
  }
}
