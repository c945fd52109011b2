package io.github.imaallowlist.cli;

import io.github.imaallowlist.cli.console.Console;
import io.github.imaallowlist.cli.option.CommonOptions;
import io.github.imaallowlist.cli.option.Converters;
import io.github.imaallowlist.cli.option.PassphraseOptions;
import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.signing.EllipticCurve;
import io.github.imaallowlist.signing.Passphrase;
import io.github.imaallowlist.toolkit.Keygen;
import io.github.imaallowlist.toolkit.KeygenRequest;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ima-allowlist keygen}. */
@Command(
    name = "keygen",
    sortOptions = false,
    description = "Makes a key pair for signing allowlists. No file is overwritten.")
final class KeygenCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      paramLabel = "FILE",
      description = "The private key's file, made so that only its owner can read it.")
  private Path privateKey = Path.of("");

  @Option(
      names = "--public",
      paramLabel = "FILE",
      description = "The public key's file (default: FILE.pub).")
  private @Nullable Path publicKey;

  @Option(
      names = "--curve",
      paramLabel = "CURVE",
      converter = Converters.Curve.class,
      defaultValue = "P-256",
      description = "P-256, P-384 or P-521 (default: ${DEFAULT-VALUE}).")
  private EllipticCurve curve = EllipticCurve.P_256;

  @Option(
      names = "--encrypt",
      description = "Encrypt the private key; without the options below, ask for a passphrase.")
  private boolean encrypt;

  @Mixin private final PassphraseOptions passphrase = new PassphraseOptions();
  @Mixin private final CommonOptions common = new CommonOptions();

  KeygenCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws AllowlistException {
    Path publicFile =
        Optional.ofNullable(publicKey)
            .orElseGet(() -> privateKey.resolveSibling(privateKey.getFileName() + ".pub"));
    Optional<Passphrase> protection =
        encrypt || passphrase.isGiven()
            ? Optional.of(passphrase.toNewPassphrase())
            : Optional.empty();
    String fingerprint = Keygen.run(new KeygenRequest(curve, privateKey, publicFile, protection));
    if (!common.quiet()) {
      console
          .err()
          .printf(
              "Private key: %s%nPublic key:  %s%nKey id:      %s%n",
              privateKey, publicFile, fingerprint);
    }
    return 0;
  }
}
