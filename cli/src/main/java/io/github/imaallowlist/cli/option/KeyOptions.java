package io.github.imaallowlist.cli.option;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.signing.KeyLocation;
import io.github.imaallowlist.toolkit.KeySpec;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** One key, and what belongs to it; the options of the next key begin where one comes again. */
public final class KeyOptions {
  @Option(
      names = {"-k", "--key"},
      paramLabel = "FILE|URI",
      required = true,
      description = {
        "Sign with this private key: a file in PEM or PKCS#12, or a pkcs11: URI (RFC 7512). May be"
            + " repeated for an envelope; the four options after it belong to the key they stand by.",
        "ECDSA on P-256, P-384 or P-521; for CMS also RSA."
      })
  private @Nullable String key;

  @Option(
      names = "--cert",
      paramLabel = "FILE",
      description = "Certificate of the key, in PEM, to be named as the signer.")
  private @Nullable Path certificate;

  @Option(
      names = "--key-alias",
      paramLabel = "NAME",
      description = "Which key of a PKCS#12 file that has several.")
  private @Nullable String alias;

  @ArgGroup(exclusive = false)
  private @Nullable PassphraseOptions passphrase;

  /**
   * @param module the PKCS#11 library for keys in tokens
   */
  KeySpec toSpec(Optional<Path> module) throws AllowlistException {
    PassphraseOptions source = passphrase == null ? new PassphraseOptions() : passphrase;
    return new KeySpec(
        KeyLocation.parse(
            Optional.ofNullable(key).orElseThrow(), Optional.ofNullable(alias), module),
        Optional.ofNullable(certificate),
        source.toPassphrase());
  }
}
