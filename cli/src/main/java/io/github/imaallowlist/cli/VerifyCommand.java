package io.github.imaallowlist.cli;

import io.github.imaallowlist.cli.console.Console;
import io.github.imaallowlist.cli.option.CommonOptions;
import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.toolkit.Verify;
import io.github.imaallowlist.toolkit.VerifyRequest;
import io.github.imaallowlist.toolkit.VerifyResult;
import io.github.imaallowlist.toolkit.output.Destination;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ima-allowlist verify}. */
@Command(
    name = "verify",
    sortOptions = false,
    description = {
      "Verifies a signed policy: exit status 0 only if one of the given keys signed it, and Keylime"
          + " would take the policy in it.",
      "A key or certificate that came with the file is not looked at."
    })
final class VerifyCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "FILE", description = "The DSSE envelope.")
  private Path envelope = Path.of("");

  @Option(
      names = {"-k", "--key"},
      paramLabel = "FILE",
      required = true,
      description =
          "A public key or certificate that you trust, in PEM; may be repeated, one is enough.")
  private List<Path> keys = List.of();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write the verified policy here, without its envelope.")
  private @Nullable Path output;

  @Option(
      names = "--signature-only",
      description = "Do not look whether Keylime would take the policy.")
  private boolean signatureOnly;

  @Mixin private final CommonOptions common = new CommonOptions();

  VerifyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws AllowlistException {
    VerifyResult result =
        Verify.run(
            new VerifyRequest(
                envelope,
                keys,
                Optional.ofNullable(output).map(Destination.InFile::new),
                signatureOnly,
                common.temporaryFolder()));
    if (!common.quiet()) {
      String paths =
          result.paths().isPresent()
              ? "%,d paths".formatted(result.paths().getAsLong())
              : "%,d bytes, not looked at".formatted(result.payloadBytes());
      console.err().printf("Good: signed by %s; %s%n", String.join(", ", result.signers()), paths);
    }
    return 0;
  }
}
