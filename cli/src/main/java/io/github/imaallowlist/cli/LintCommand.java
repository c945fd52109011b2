package io.github.imaallowlist.cli;

import io.github.imaallowlist.cli.console.Console;
import io.github.imaallowlist.cli.option.CommonOptions;
import io.github.imaallowlist.cli.option.Converters;
import io.github.imaallowlist.cli.option.SelinuxDetails;
import io.github.imaallowlist.cli.report.LintJson;
import io.github.imaallowlist.cli.report.LintText;
import io.github.imaallowlist.cli.report.TextOutput;
import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.ima.policy.KernelVersion;
import io.github.imaallowlist.toolkit.lint.Lint;
import io.github.imaallowlist.toolkit.lint.LintRequest;
import io.github.imaallowlist.toolkit.lint.LintResult;
import io.github.imaallowlist.toolkit.lint.LintSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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

/** {@code ima-allowlist lint}. */
@Command(
    name = "lint",
    sortOptions = false,
    description = {
      "Says what is wrong with IMA policies, with line and remedy. An error: the kernel refuses the"
          + " whole policy. A warning: it takes it, and it means something else than it seems to.",
      "Exit status 1 if anything is wrong."
    })
final class LintCommand implements Callable<Integer> {
  private static final String STANDARD_INPUT = "-";

  private final Console console;

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  private CommandSpec spec;

  @Parameters(
      paramLabel = "POLICY",
      arity = "1..*",
      description = "Policy files, such as /etc/ima/ima-policy; - reads standard input.")
  private List<String> policies = List.of();

  @Option(
      names = "--kernel",
      paramLabel = "VERSION",
      converter = Converters.Kernel.class,
      description =
          "The oldest kernel that is to load them, such as 5.14: key words that it does not have are"
              + " errors.")
  private @Nullable KernelVersion kernel;

  @Option(
      names = "--selinux",
      paramLabel = "PLACE",
      description =
          "The hosts' SELinux policy, which has the types that rules may name: a folder such as"
              + " /etc/selinux/targeted, or a file_contexts file with --selinux-policy.")
  private @Nullable String selinux;

  @Mixin private final SelinuxDetails selinuxDetails = new SelinuxDetails();

  @Option(
      names = "--errors-only",
      description = "Say nothing of warnings, neither in the output nor by the exit status.")
  private boolean errorsOnly;

  @Option(names = "--json", description = "List as JSON.")
  private boolean json;

  @Mixin private final CommonOptions common = new CommonOptions();

  LintCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws AllowlistException, IOException {
    Optional<String> place = Optional.ofNullable(selinux);
    Optional<String> misuse = selinuxDetails.misuse(place);
    if (misuse.isPresent()) {
      throw new ParameterException(spec.commandLine(), misuse.get());
    }
    LintResult found =
        Lint.run(
            new LintRequest(
                policies.stream().map(this::source).toList(),
                Optional.ofNullable(kernel),
                place.map(selinuxDetails::toRequest),
                common.temporaryFolder()));
    LintResult result = errorsOnly ? found.errorsOnly() : found;
    if (json) {
      LintJson.write(result, console.out());
    } else if (!common.quiet()) {
      TextOutput.write(console.out(), out -> LintText.print(result, out));
    }
    return result.exitCode().status();
  }

  private LintSource source(String policy) {
    return policy.equals(STANDARD_INPUT)
        ? new LintSource.Stream(console.in(), "standard input")
        : new LintSource.InFile(Path.of(policy));
  }
}
