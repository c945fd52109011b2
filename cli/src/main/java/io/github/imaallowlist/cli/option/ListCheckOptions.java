package io.github.imaallowlist.cli.option;

import io.github.imaallowlist.toolkit.publish.CheckTrust;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Whether a repository's list is checked instead of made, and by whom it has to be. */
public final class ListCheckOptions {
  @Option(
      names = "--check",
      description =
          "Change nothing: read every package, and say whether the recorded list, and the IMA policy"
              + " with it, is what the same options would publish now; exit status 1 if it is not.")
  private boolean check;

  @Option(
      names = "--verify-key",
      paramLabel = "FILE",
      description =
          "With --check: a public key or certificate, in PEM, one of which must have signed the"
              + " list (default: the public half of --key). With --keep-removed: one that may have"
              + " signed the last list besides, when keys change. May be repeated.")
  private List<Path> keys = List.of();

  @Option(
      names = "--verify-keyring",
      paramLabel = "FILE",
      description = "The same of OpenPGP public keys. May be repeated.")
  private List<Path> keyrings = List.of();

  public boolean isCheck() {
    return check;
  }

  /**
   * What is wrong with the options; one line.
   *
   * @param keepsRemoved whether the last list is verified as well
   */
  public Optional<String> misuse(boolean keepsRemoved) {
    return !check && !keepsRemoved && isGiven()
        ? Optional.of("--verify-key and --verify-keyring go with --check or --keep-removed")
        : Optional.empty();
  }

  private boolean isGiven() {
    return !keys.isEmpty() || !keyrings.isEmpty();
  }

  /** Absent if no public key was named. */
  public Optional<CheckTrust.ByKeys> toTrust() {
    return isGiven() ? Optional.of(new CheckTrust.ByKeys(keys, keyrings)) : Optional.empty();
  }
}
