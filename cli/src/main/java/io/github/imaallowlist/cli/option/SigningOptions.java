package io.github.imaallowlist.cli.option;

import io.github.imaallowlist.toolkit.SigningRequest;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** With what to sign. */
public final class SigningOptions {
  @Option(
      names = {"-k", "--key"},
      paramLabel = "FILE",
      description =
          "Sign with this private key: ECDSA on P-256, P-384 or P-521, in PEM; a DSSE envelope is"
              + " written.")
  private @Nullable Path key;

  @Option(
      names = "--cert",
      paramLabel = "FILE",
      description = "Certificate of the key, in PEM, to be named as the signer.")
  private @Nullable Path certificate;

  @Mixin private final PassphraseOptions passphrase = new PassphraseOptions();

  /** Absent if no key was given. */
  public Optional<SigningRequest> toRequest() {
    return Optional.ofNullable(key)
        .map(
            file ->
                new SigningRequest(
                    file, Optional.ofNullable(certificate), passphrase.toPassphrase()));
  }

  /** Whether options say how to sign, but not with what. */
  public boolean lackKey() {
    return key == null && (certificate != null || passphrase.isGiven());
  }
}
