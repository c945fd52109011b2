package io.github.imaallowlist.cli.option;

import io.github.imaallowlist.rpm.trust.Requirement;
import io.github.imaallowlist.toolkit.TrustRequest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Option;

/** Whom to trust, and for what. */
public final class TrustOptions {
  @Option(
      names = "--keyring",
      paramLabel = "FILE",
      description =
          "Trust the OpenPGP public keys in this file, armored or binary, and no others; may be"
              + " repeated.")
  private List<Path> keyrings = List.of();

  @Option(
      names = "--trust",
      paramLabel = "WHAT",
      converter = Converters.Trust.class,
      defaultValue = "either",
      description =
          "What the trusted keys must have signed: packages, metadata (repomd.xml), either or both"
              + " (default: ${DEFAULT-VALUE}).")
  private Requirement requirement = Requirement.EITHER;

  @Option(
      names = "--allow-unsigned",
      description =
          "Take packages without a proof of origin; the list then says so. A signature of a trusted"
              + " key that is wrong is a finding all the same.")
  private boolean allowUnsigned;

  public boolean allowUnsigned() {
    return allowUnsigned;
  }

  /**
   * @param now the time at which signatures have to be good
   */
  public TrustRequest toRequest(Instant now) {
    return new TrustRequest(keyrings, requirement, allowUnsigned, now);
  }
}
