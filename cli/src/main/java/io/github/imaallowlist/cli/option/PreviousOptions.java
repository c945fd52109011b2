package io.github.imaallowlist.cli.option;

import io.github.imaallowlist.toolkit.ListSource;
import io.github.imaallowlist.toolkit.TrustFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The list that the last run made, and who is trusted to have signed it. */
public final class PreviousOptions {
  @Option(
      names = "--previous",
      paramLabel = "LIST",
      description =
          "With --keep-removed: the list that the last run made of the same sources. It is verified"
              + " with --previous-key; one without a signature needs --allow-unsigned.")
  private @Nullable Path previous;

  @Option(
      names = "--previous-key",
      paramLabel = "FILE",
      description =
          "A public key or certificate that you trust to have signed it, in PEM. May be repeated,"
              + " one is enough.")
  private List<Path> keys = List.of();

  @Option(
      names = "--previous-ca",
      paramLabel = "FILE",
      description = "CA certificates that its signers' certificates must lead to. May be repeated.")
  private List<Path> anchors = List.of();

  @Option(
      names = "--previous-keyring",
      paramLabel = "FILE",
      description = "OpenPGP public keys that you trust to have signed it. May be repeated.")
  private List<Path> keyrings = List.of();

  @Option(
      names = "--previous-signature",
      paramLabel = "FILE",
      description = "Its detached signature, CMS or OpenPGP, where it has one.")
  private @Nullable Path signature;

  /**
   * What is wrong with the options together; one line.
   *
   * @param keepsRemoved whether it is of any use
   */
  public Optional<String> misuse(boolean keepsRemoved) {
    boolean details = signature != null || trust().isPresent();
    if (previous == null && details) {
      return Optional.of("--previous-key, -ca, -keyring and -signature go with --previous");
    }
    return keepsRemoved != (previous != null)
        ? Optional.of("--keep-removed and --previous go together: what left is in the list before")
        : Optional.empty();
  }

  /**
   * @param allowUnsigned whether it may be a list that nobody signed
   */
  public Optional<ListSource> toSource(boolean allowUnsigned) {
    return Optional.ofNullable(previous)
        .map(
            list ->
                new ListSource.InFile(
                    list, Optional.ofNullable(signature), trust(), allowUnsigned));
  }

  private Optional<TrustFiles> trust() {
    return keys.isEmpty() && anchors.isEmpty() && keyrings.isEmpty()
        ? Optional.empty()
        : Optional.of(new TrustFiles(keys, anchors, List.of(), List.of(), keyrings, 1));
  }
}
