package io.github.imaallowlist.cli;

import io.github.imaallowlist.cli.console.Console;
import io.github.imaallowlist.cli.option.AgeOptions;
import io.github.imaallowlist.cli.option.CommonOptions;
import io.github.imaallowlist.cli.option.PublishedTrustOptions;
import io.github.imaallowlist.cli.option.SourceOptions;
import io.github.imaallowlist.cli.report.FetchJson;
import io.github.imaallowlist.cli.report.FetchText;
import io.github.imaallowlist.cli.report.Warnings;
import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.toolkit.ListTrust;
import io.github.imaallowlist.toolkit.fetch.Fetch;
import io.github.imaallowlist.toolkit.fetch.FetchOutputs;
import io.github.imaallowlist.toolkit.fetch.FetchRequest;
import io.github.imaallowlist.toolkit.fetch.FetchResult;
import io.github.imaallowlist.toolkit.output.Destination.InFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ima-allowlist fetch}. */
@Command(
    name = "fetch",
    sortOptions = false,
    description = {
      "Takes the published list out of a repository, for a verifier such as Keylime.",
      "Verified are the repository's signature (--keyring), the checksums that lead from there to"
          + " the list, the list's own signature (--key), that Keylime would take it, and that it"
          + " is neither expired nor older than what --output holds. Else nothing is written."
    })
final class FetchCommand implements Callable<Integer> {
  private final Console console;

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  private CommandSpec spec;

  @Parameters(
      paramLabel = "SOURCE",
      description =
          "The repository: its folder, its URL of file, http or https, or a .repo file with it.")
  private String source = "";

  @Mixin private final SourceOptions sourceOptions = new SourceOptions();

  @Mixin private final PublishedTrustOptions trust = new PublishedTrustOptions();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      required = true,
      description =
          "Write the list here as it was published: a signed envelope, as Keylime's"
              + " --runtime-policy takes it; or a list with a detached signature.")
  private Path output = Path.of("");

  @Option(
      names = "--policy-output",
      paramLabel = "FILE",
      description = "Also write the policy without its envelope here.")
  private @Nullable Path policyOutput;

  @Option(
      names = "--signature-output",
      paramLabel = "FILE",
      description = "Write a detached signature here, if there is one (default: FILE.sig).")
  private @Nullable Path signatureOutput;

  @Option(
      names = "--ima-policy-output",
      paramLabel = "FILE",
      description =
          "Also write the IMA policy here that the repository records, which must be the one that"
              + " the list was made for.")
  private @Nullable Path imaPolicyOutput;

  @Option(
      names = "--if-newer",
      description =
          "Fetch nothing and write nothing that is in place as the repository records it."
              + " Signatures and age are verified all the same; the exit status is 0 either way,"
              + " and --json says in \"changed\" which it was.")
  private boolean ifNewer;

  @Mixin private final AgeOptions age = new AgeOptions();

  @Option(
      names = "--allow-older",
      description =
          "Let the list take the place of a newer one, or of something that cannot be compared.")
  private boolean allowOlder;

  @Option(names = "--json", description = "Give the summary as JSON on standard output.")
  private boolean json;

  @Mixin private final CommonOptions common = new CommonOptions();

  FetchCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws AllowlistException, IOException {
    sourceOptions.misuse(1).or(trust::problem).ifPresent(this::refuse);
    FetchResult result = Fetch.run(toRequest());
    if (json) {
      FetchJson.write(result, console.out());
    } else if (common.quiet()) {
      Warnings.print(FetchText.warnings(result), console.err());
    } else {
      new FetchText(console.err(), result)
          .print(output.toString(), Optional.ofNullable(imaPolicyOutput).map(Path::toString));
    }
    return 0;
  }

  private void refuse(String problem) {
    throw new ParameterException(spec.commandLine(), problem);
  }

  private FetchRequest toRequest() throws AllowlistException, IOException {
    Instant now = Instant.now();
    Path signature = Optional.ofNullable(signatureOutput).orElse(Path.of(output + ".sig"));
    return new FetchRequest(
        source,
        sourceOptions.toSettings(),
        trust.toRepositoryTrust(),
        trust.toListTrust().map(files -> new ListTrust(files, now)),
        now,
        new FetchOutputs(
            new InFile(output),
            new InFile(signature),
            Optional.ofNullable(policyOutput).map(InFile::new),
            Optional.ofNullable(imaPolicyOutput).map(InFile::new)),
        ifNewer,
        age.toLimits(),
        allowOlder,
        common.temporaryFolder());
  }
}
