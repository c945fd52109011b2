package io.github.imaallowlist.cli.option;

import io.github.imaallowlist.toolkit.TrustFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whose signature of a list to trust. */
public final class VerificationOptions {
  @Mixin private final ListTrustOptions trust = new ListTrustOptions();

  @Option(
      names = "--keyring",
      paramLabel = "FILE",
      description =
          "OpenPGP public keys that you trust, for an OpenPGP signature. May be repeated.")
  private List<Path> keyrings = List.of();

  /** What is wrong with the options together, if anything is. */
  public Optional<String> problem() {
    return trust.problem(keyrings, "--keyring");
  }

  /** Whether somebody is to be trusted, or anything else was said of signatures. */
  public boolean isGiven() {
    return trust.isGiven() || !keyrings.isEmpty();
  }

  /** After {@link #problem} found none. */
  public TrustFiles toFiles() {
    return trust.toFiles(keyrings);
  }
}
