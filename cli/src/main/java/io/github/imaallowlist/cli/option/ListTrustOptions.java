package io.github.imaallowlist.cli.option;

import io.github.imaallowlist.toolkit.TrustFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Whose signature of a list to trust, other than OpenPGP keys. */
public final class ListTrustOptions {
  @Option(
      names = {"-k", "--key"},
      paramLabel = "FILE",
      description =
          "A public key or certificate that you trust, in PEM; of a certificate only the key counts."
              + " May be repeated, one is enough.")
  private List<Path> keys = List.of();

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description =
          "CA certificates that you trust, in PEM: signers' certificates must lead to one of them"
              + " and be for signing. May be repeated.")
  private List<Path> anchors = List.of();

  @Option(
      names = "--intermediate",
      paramLabel = "FILE",
      description =
          "Certificates that may stand between; they are not trusted by themselves. May be"
              + " repeated.")
  private List<Path> intermediates = List.of();

  @Option(
      names = "--crl",
      paramLabel = "FILE",
      description =
          "Revocation lists, in PEM or DER; each certificate below the CA then needs a current one of"
              + " its issuer. May be repeated.")
  private List<Path> revocationLists = List.of();

  @Option(
      names = "--threshold",
      paramLabel = "N",
      description = "N different trusted keys must have signed (default: 1).")
  private int threshold = 1;

  boolean isGiven() {
    return !keys.isEmpty() || !anchors.isEmpty();
  }

  /**
   * What is wrong with the options together, if anything is.
   *
   * @param keyringOption by which OpenPGP keys are given
   */
  Optional<String> problem(List<Path> keyrings, String keyringOption) {
    if (keys.isEmpty() && anchors.isEmpty() && keyrings.isEmpty()) {
      return Optional.of(
          "--key, --ca or %s is missing: what the file brings along is trusted by nobody"
              .formatted(keyringOption));
    }
    if (anchors.isEmpty() && (!intermediates.isEmpty() || !revocationLists.isEmpty())) {
      return Optional.of("--intermediate and --crl go with --ca");
    }
    if (threshold < 1) {
      return Optional.of("--threshold must be at least 1");
    }
    return anchors.isEmpty() && keyrings.isEmpty() && threshold > keys.size()
        ? Optional.of("--threshold asks for more keys than were given")
        : Optional.empty();
  }

  /** After {@link #problem} found none. */
  TrustFiles toFiles(List<Path> keyrings) {
    return new TrustFiles(keys, anchors, intermediates, revocationLists, keyrings, threshold);
  }
}
