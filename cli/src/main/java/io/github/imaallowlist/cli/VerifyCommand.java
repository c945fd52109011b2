package io.github.imaallowlist.cli;

import io.github.imaallowlist.cli.console.Console;
import io.github.imaallowlist.cli.option.AgeOptions;
import io.github.imaallowlist.cli.option.CommonOptions;
import io.github.imaallowlist.cli.option.OutputOption;
import io.github.imaallowlist.cli.option.VerificationOptions;
import io.github.imaallowlist.cli.report.Printable;
import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.toolkit.Verify;
import io.github.imaallowlist.toolkit.VerifyRequest;
import io.github.imaallowlist.toolkit.VerifyResult;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ima-allowlist verify}. */
@Command(
    name = "verify",
    sortOptions = false,
    description = {
      "Verifies a signed list: exit status 0 only if a key that you trust signed it, and Keylime"
          + " would take the policy in it.",
      "A key or certificate that came with the file is never trusted by itself. A certificate must"
          + " have been valid when the signature says it was made, which only its signer vouches"
          + " for; with an envelope it must be valid now."
    })
final class VerifyCommand implements Callable<Integer> {
  private final Console console;

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      description = "The DSSE envelope; with --signature the list itself.")
  private Path file = Path.of("");

  @Option(
      names = "--signature",
      paramLabel = "FILE",
      description = "A detached signature of FILE: CMS in PEM or DER, or OpenPGP.")
  private @Nullable Path signature;

  @Mixin private final VerificationOptions trust = new VerificationOptions();

  @Mixin private final AgeOptions age = new AgeOptions();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write the verified list here, without its envelope; - for standard output.")
  private @Nullable Path output;

  @Option(
      names = "--signature-only",
      description = "Do not look whether Keylime would take the policy, nor whether it expired.")
  private boolean signatureOnly;

  @Mixin private final CommonOptions common = new CommonOptions();

  VerifyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws AllowlistException {
    trust
        .problem()
        .ifPresent(
            problem -> {
              throw new ParameterException(spec.commandLine(), problem);
            });
    if (signatureOnly && age.isGiven()) {
      throw new ParameterException(
          spec.commandLine(), "--signature-only does not look at the age that is asked about");
    }
    VerifyResult result =
        Verify.run(
            new VerifyRequest(
                file,
                Optional.ofNullable(signature),
                trust.toFiles(),
                Optional.ofNullable(output)
                    .map(place -> OutputOption.destination(place, console.out())),
                signatureOnly,
                age.toLimits(),
                Instant.now(),
                common.temporaryFolder()));
    if (!common.quiet()) {
      String paths =
          result.paths().isPresent()
              ? "%,d paths".formatted(result.paths().getAsLong())
              : "%,d bytes, not looked at".formatted(result.payloadBytes());
      String signers =
          result.signers().stream().map(VerifyCommand::shown).collect(Collectors.joining(", "));
      console.err().printf("Good: signed by %s; %s%n", Printable.of(signers), paths);
    }
    return 0;
  }

  /** Such as {@code 12ab... ("CN=signer", trusted through "CN=root"; at 2026-11-01T00:00:00Z)}. */
  private static String shown(VerifyResult.Signer signer) {
    List<String> notes = new ArrayList<>();
    signer.certificate().ifPresent(notes::add);
    signer.signingTime().ifPresent(time -> notes.add("at " + time));
    return notes.isEmpty()
        ? signer.fingerprint()
        : signer.fingerprint() + " (" + String.join("; ", notes) + ")";
  }
}
