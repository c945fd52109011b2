package io.github.imaallowlist.cli;

import io.github.imaallowlist.cli.console.Console;
import io.github.imaallowlist.cli.option.CommonOptions;
import io.github.imaallowlist.cli.option.OutputOption;
import io.github.imaallowlist.cli.option.SigningOptions;
import io.github.imaallowlist.cli.report.Printable;
import io.github.imaallowlist.cli.report.SignerText;
import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.toolkit.Sign;
import io.github.imaallowlist.toolkit.SignRequest;
import io.github.imaallowlist.toolkit.SignResult;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ima-allowlist sign}. */
@Command(
    name = "sign",
    sortOptions = false,
    description = {
      "Signs an existing list: a Keylime runtime policy in a DSSE envelope, or any list by a detached"
          + " CMS or OpenPGP signature.",
      "The time in a detached signature is that of the clock, or SOURCE_DATE_EPOCH; gpg and other"
          + " programs take the clock."
    })
final class SignCommand implements Callable<Integer> {
  private final Console console;

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The list; without an envelope.")
  private Path policy = Path.of("");

  @Mixin private final OutputOption output = new OutputOption();

  @Mixin private final SigningOptions signing = new SigningOptions();
  @Mixin private final CommonOptions common = new CommonOptions();

  SignCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws AllowlistException {
    SignResult result =
        Sign.run(
            new SignRequest(
                policy,
                signing
                    .toRequest(
                        SourceDateEpoch.read(spec).orElseGet(Instant::now),
                        common.temporaryFolder())
                    .orElseThrow(
                        () ->
                            new ParameterException(
                                spec.commandLine(),
                                "--key is missing, or another one to sign with")),
                output.destination(console.out()),
                common.temporaryFolder()));
    if (!common.quiet()) {
      result
          .signedBy()
          .warnings()
          .forEach(warning -> console.err().println("Warning: " + Printable.of(warning)));
      String what =
          result.paths().isPresent()
              ? "%,d paths".formatted(result.paths().getAsLong())
              : "%,d bytes".formatted(result.bytes());
      console.err().printf("Signed %s%s%n", what, SignerText.of(result.signedBy()));
    }
    return 0;
  }
}
