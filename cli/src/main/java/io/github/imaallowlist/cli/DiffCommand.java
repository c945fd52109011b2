package io.github.imaallowlist.cli;

import io.github.imaallowlist.cli.console.Console;
import io.github.imaallowlist.cli.option.CommonOptions;
import io.github.imaallowlist.cli.option.SelinuxOptions;
import io.github.imaallowlist.cli.option.VerificationOptions;
import io.github.imaallowlist.cli.report.DiffJson;
import io.github.imaallowlist.cli.report.DiffText;
import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.toolkit.ListSource;
import io.github.imaallowlist.toolkit.TrustFiles;
import io.github.imaallowlist.toolkit.diff.Diff;
import io.github.imaallowlist.toolkit.diff.DiffRequest;
import io.github.imaallowlist.toolkit.diff.DiffResult;
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

/** {@code ima-allowlist diff}. */
@Command(
    name = "diff",
    sortOptions = false,
    description = {
      "Shows which packages, paths, digests and settings of two lists are not the same: exit status"
          + " 0 if all are, 1 if not.",
      "Both are verified first. Text names some paths of each package; JSON has all. With --quiet,"
          + " the exit status alone tells."
    })
final class DiffCommand implements Callable<Integer> {
  private final Console console;

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "OLD",
      description = "A DSSE envelope; with --old-signature, or --allow-unsigned, the list itself.")
  private Path older = Path.of("");

  @Parameters(index = "1", paramLabel = "NEW", description = "Likewise.")
  private Path newer = Path.of("");

  @Mixin private final VerificationOptions trust = new VerificationOptions();

  @Option(
      names = "--old-signature",
      paramLabel = "FILE",
      description = "A detached signature of OLD: CMS in PEM or DER, or OpenPGP.")
  private @Nullable Path olderSignature;

  @Option(
      names = "--new-signature",
      paramLabel = "FILE",
      description = "A detached signature of NEW.")
  private @Nullable Path newerSignature;

  @Option(
      names = "--allow-unsigned",
      description = "Take lists without a signature; an envelope's is verified all the same.")
  private boolean allowUnsigned;

  @Option(
      names = "--ima-policy",
      paramLabel = "FILE",
      description =
          "Say which of the changed paths hosts with this IMA policy and the SELinux policy of"
              + " --selinux can measure, as far as their labels tell.")
  private @Nullable Path imaPolicy;

  @Mixin private final SelinuxOptions selinux = new SelinuxOptions();

  @Option(names = "--json", description = "Print JSON, with every path.")
  private boolean json;

  @Mixin private final CommonOptions common = new CommonOptions();

  DiffCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws AllowlistException, IOException {
    DiffRequest request = toRequest();
    DiffResult result;
    if (json) {
      result = DiffJson.write(sink -> Diff.run(request, sink), console.out());
    } else {
      result = Diff.run(request, change -> {});
      if (!common.quiet()) {
        DiffText.write(result, console.out());
      }
    }
    return result.exitCode().status();
  }

  private DiffRequest toRequest() {
    selinux.misuse().ifPresent(this::refuse);
    if (trust.isGiven()) {
      trust.problem().ifPresent(this::refuse);
    }
    Optional<TrustFiles> files = trust.isGiven() ? Optional.of(trust.toFiles()) : Optional.empty();
    return new DiffRequest(
        source(older, olderSignature, files),
        source(newer, newerSignature, files),
        policies(),
        common.temporaryFolder());
  }

  private ListSource source(Path file, @Nullable Path signature, Optional<TrustFiles> files) {
    return new ListSource.InFile(file, Optional.ofNullable(signature), files, allowUnsigned);
  }

  private Optional<DiffRequest.HostPolicies> policies() {
    Optional<SelinuxRequest> labels = selinux.toRequest();
    Path policy = imaPolicy;
    if ((policy != null) != labels.isPresent()) {
      refuse("--ima-policy and --selinux go together: its rules name labels");
    }
    return policy == null
        ? Optional.empty()
        : Optional.of(new DiffRequest.HostPolicies(policy, labels.orElseThrow()));
  }

  private void refuse(String problem) {
    throw new ParameterException(spec.commandLine(), problem);
  }
}
