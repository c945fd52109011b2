package io.github.imaallowlist.cli;

import io.github.imaallowlist.cli.console.Console;
import io.github.imaallowlist.cli.option.CheckedListOptions;
import io.github.imaallowlist.cli.option.CommonOptions;
import io.github.imaallowlist.cli.option.PcrOptions;
import io.github.imaallowlist.cli.option.ReportOptions;
import io.github.imaallowlist.cli.option.SelinuxOptions;
import io.github.imaallowlist.cli.report.CheckReports;
import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.toolkit.check.Check;
import io.github.imaallowlist.toolkit.check.CheckRequest;
import io.github.imaallowlist.toolkit.check.CheckResult;
import io.github.imaallowlist.toolkit.selinux.SelinuxRequest;
import java.io.IOException;
import java.nio.file.Path;
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

/** {@code ima-allowlist check}. */
@Command(
    name = "check",
    sortOptions = false,
    description = {
      "Holds a host's measurement list against an allowlist: exit status 0 if every entry is"
          + " accepted or excluded, 1 if not.",
      "The allowlist's signature is verified first, and the log held against the host's PCRs. Each"
          + " entry that is not accepted is explained."
    })
final class CheckCommand implements Callable<Integer> {
  private final Console console;

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "LOG",
      description =
          "The host's /sys/kernel/security/ima/binary_runtime_measurements, or the ASCII form of"
              + " it; - for standard input.")
  private Path log = Path.of("");

  @Mixin private final CheckedListOptions list = new CheckedListOptions();

  @Mixin private final PcrOptions pcrs = new PcrOptions();

  @Option(
      names = "--state",
      paramLabel = "FILE",
      description =
          "Go on from the last check, which left this file, and leave it for the next one. It is"
              + " written if every entry passes.")
  private @Nullable Path state;

  @Option(
      names = "--new-entries",
      description = "With --state: LOG has only the entries behind those of the last check.")
  private boolean newEntries;

  @Option(
      names = "--ima-policy",
      paramLabel = "FILE",
      description =
          "The host's IMA policy: entries that none of its rules measures are told apart, as far as"
              + " the labels of --selinux tell.")
  private @Nullable Path imaPolicy;

  @Mixin private final SelinuxOptions selinux = new SelinuxOptions();

  @Mixin private final ReportOptions reports = new ReportOptions();

  @Mixin private final CommonOptions common = new CommonOptions();

  CheckCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws AllowlistException, IOException {
    CheckRequest request = toRequest();
    CheckResult result =
        CheckReports.write(
            sink -> Check.run(request, sink),
            request.files(),
            reports.toRequest(),
            common.quiet(),
            console);
    return result.exitCode().status();
  }

  private CheckRequest toRequest() {
    selinux.misuse().ifPresent(this::refuse);
    list.misuse().ifPresent(this::refuse);
    pcrs.misuse().ifPresent(this::refuse);
    reports.misuse().ifPresent(this::refuse);
    if (newEntries && state == null) {
      refuse("--new-entries goes with --state: it has what they come after");
    }
    return new CheckRequest(
        log,
        list.toSource(),
        list.olderSources(),
        policies(),
        pcrs.toEvidence(),
        Optional.ofNullable(state).map(file -> new CheckRequest.StateFile(file, newEntries)),
        list.maxAge(),
        reports.hasLabels(),
        console.in(),
        common.temporaryFolder());
  }

  private Optional<CheckRequest.HostPolicies> policies() {
    Optional<SelinuxRequest> labels = selinux.toRequest();
    Path policy = imaPolicy;
    if ((policy != null) != labels.isPresent()) {
      refuse("--ima-policy and --selinux go together: its rules name labels");
    }
    return policy == null
        ? Optional.empty()
        : Optional.of(new CheckRequest.HostPolicies(policy, labels.orElseThrow()));
  }

  private void refuse(String problem) {
    throw new ParameterException(spec.commandLine(), problem);
  }
}
