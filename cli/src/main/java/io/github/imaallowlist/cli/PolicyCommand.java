package io.github.imaallowlist.cli;

import io.github.imaallowlist.cli.console.Console;
import io.github.imaallowlist.cli.option.CommonOptions;
import io.github.imaallowlist.cli.option.OutputOption;
import io.github.imaallowlist.cli.option.PackageOptions;
import io.github.imaallowlist.cli.option.RuleOptions;
import io.github.imaallowlist.cli.option.SelinuxOptions;
import io.github.imaallowlist.cli.option.SourceOptions;
import io.github.imaallowlist.cli.option.TrustOptions;
import io.github.imaallowlist.cli.progress.Progress;
import io.github.imaallowlist.cli.report.AnalysisJson;
import io.github.imaallowlist.cli.report.AnalysisText;
import io.github.imaallowlist.cli.report.FindingsTable;
import io.github.imaallowlist.cli.report.PolicyJson;
import io.github.imaallowlist.cli.report.PolicySummary;
import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.rpm.ReadMode;
import io.github.imaallowlist.selinux.derive.Profile;
import io.github.imaallowlist.toolkit.output.Destination;
import io.github.imaallowlist.toolkit.policy.DerivePolicy;
import io.github.imaallowlist.toolkit.policy.PolicyRequest;
import io.github.imaallowlist.toolkit.policy.PolicyResult;
import io.github.imaallowlist.toolkit.policy.RuleRequest;
import io.github.imaallowlist.toolkit.selinux.SelinuxRequest;
import io.github.imaallowlist.toolkit.source.SourceRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
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

/** {@code ima-allowlist policy}. */
@Command(
    name = "policy",
    sortOptions = false,
    description = {
      "Derives an IMA policy from an SELinux policy: what a host has to measure, in few rules that"
          + " the kernel accepts, each with its reason.",
      "With sources, rules are made for the labels that their packages' files have; without, for all"
          + " that file_contexts can give. Needs setools."
    })
final class PolicyCommand implements Callable<Integer> {
  private static final String JSON = ".json";

  private final Console console;

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  private CommandSpec spec;

  @Parameters(
      paramLabel = "SOURCE",
      arity = "0..*",
      description =
          "Repositories, folders and packages whose files are on the hosts, as for generate.")
  private List<String> sources = List.of();

  @Mixin private final SelinuxOptions selinux = new SelinuxOptions();

  @Mixin private final RuleOptions rules = new RuleOptions();

  @Option(
      names = "--installed",
      paramLabel = "FILE",
      description =
          "Only those packages of the sources that a host has, by what rpm -qa prints there.")
  private @Nullable Path installed;

  @Mixin private final SourceOptions sourceOptions = new SourceOptions();

  @Mixin private final PackageOptions packages = new PackageOptions();

  @Mixin private final TrustOptions trust = new TrustOptions();

  @Mixin private final OutputOption output = new OutputOption();

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description =
          "Write the analysis here: for each file type its class, who may run and write it, and by"
              + " which rules; as JSON if the name ends in .json, else as text.")
  private @Nullable Path report;

  @Option(
      names = "--allow-incomplete",
      description =
          "Write the policy although there are findings; labels of packages that could not be read"
              + " are not in it, and the exit status is still 1.")
  private boolean allowIncomplete;

  @Option(
      names = "--json",
      description =
          "Give the summary as JSON: on standard output if the policy goes to a file, else on"
              + " standard error.")
  private boolean json;

  @Mixin private final CommonOptions common = new CommonOptions();

  PolicyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws AllowlistException, IOException {
    PolicyRequest request = toRequest();
    Progress progress = Progress.of(console, common.quiet() || jsonGoesToError());
    PolicyResult result;
    try {
      result = DerivePolicy.run(request, progress);
    } finally {
      progress.finish();
    }
    report(result);
    return result.exitCode().status();
  }

  private PolicyRequest toRequest() throws AllowlistException, IOException {
    selinux.misuse().ifPresent(this::refuse);
    sourceOptions.misuse(sources.size()).ifPresent(this::refuse);
    packages.misuse().ifPresent(this::refuse);
    rules.misuse().ifPresent(this::refuse);
    Optional<SelinuxRequest> selinuxRequest = selinux.toRequest();
    if (selinuxRequest.isEmpty()) {
      refuse("--selinux is missing: which SELinux policy do the hosts have?");
    }
    if (sources.isEmpty() && installed != null) {
      refuse("--installed goes with a SOURCE that has the packages");
    }
    return new PolicyRequest(
        selinuxRequest.orElseThrow(),
        sources.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new SourceRequest(
                    sources,
                    sourceOptions.toSettings(),
                    packages.toSelection(false),
                    ReadMode.HEADERS,
                    packages.jobs())),
        trust.toRequest(Instant.now()),
        Optional.ofNullable(installed),
        ruleRequest(),
        allowIncomplete,
        output.destination(console.out()),
        Optional.ofNullable(report).map(PolicyCommand::reportTo),
        common.temporaryFolder());
  }

  private void refuse(String problem) {
    throw new ParameterException(spec.commandLine(), problem);
  }

  private RuleRequest ruleRequest() {
    return rules.toRequest(rules.profile().orElse(Profile.CODE));
  }

  private static PolicyRequest.Report reportTo(Path file) {
    return new PolicyRequest.Report(
        new Destination.InFile(file),
        file.toString().endsWith(JSON) ? AnalysisJson::write : AnalysisText::write);
  }

  private boolean jsonGoesToError() {
    return json && output.file().isEmpty();
  }

  private void report(PolicyResult result) throws IOException {
    if (json) {
      PolicyJson.write(
          result, ruleRequest().profile(), jsonGoesToError() ? console.err() : console.out());
      return;
    }
    FindingsTable.print(result.findings(), console);
    if (!common.quiet()) {
      Optional<String> place = output.file().map(Path::toString);
      new PolicySummary(console, result)
          .print(ruleRequest().profile(), ruleRequest().kernel(), place);
    }
  }
}
