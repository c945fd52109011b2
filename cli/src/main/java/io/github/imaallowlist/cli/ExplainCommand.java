package io.github.imaallowlist.cli;

import io.github.imaallowlist.cli.console.Console;
import io.github.imaallowlist.cli.option.CommonOptions;
import io.github.imaallowlist.cli.option.Converters;
import io.github.imaallowlist.cli.option.PackageOptions;
import io.github.imaallowlist.cli.option.QuestionArgument;
import io.github.imaallowlist.cli.option.SelinuxOptions;
import io.github.imaallowlist.cli.option.SourceOptions;
import io.github.imaallowlist.cli.option.TrustOptions;
import io.github.imaallowlist.cli.progress.Progress;
import io.github.imaallowlist.cli.report.ExplainJson;
import io.github.imaallowlist.cli.report.ExplainText;
import io.github.imaallowlist.cli.report.FindingsTable;
import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.rpm.ReadMode;
import io.github.imaallowlist.selinux.label.FileType;
import io.github.imaallowlist.toolkit.explain.Explain;
import io.github.imaallowlist.toolkit.explain.ExplainRequest;
import io.github.imaallowlist.toolkit.explain.ExplainResult;
import io.github.imaallowlist.toolkit.explain.Question;
import io.github.imaallowlist.toolkit.selinux.SelinuxRequest;
import io.github.imaallowlist.toolkit.source.SourceRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
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

/** {@code ima-allowlist explain}. */
@Command(
    name = "explain",
    sortOptions = false,
    description = {
      "Says of a path its SELinux label and who gives it, what the label's type is for, which rule of"
          + " an IMA policy decides, and which package has it with which digest.",
      "A digest, as a host's log has it, is looked up in the sources. Rules are asked about a file"
          + " on ext4 that is opened to read."
    })
final class ExplainCommand implements Callable<Integer> {
  private final Console console;

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  private CommandSpec spec;

  @Parameters(
      paramLabel = "PATH|DIGEST",
      arity = "1..*",
      description =
          "Absolute paths as on the host or in its log, or digests: hexadecimal, or sha256:HEX.")
  private List<String> questions = List.of();

  @Mixin private final SelinuxOptions selinux = new SelinuxOptions();

  @Option(
      names = "--ima-policy",
      paramLabel = "FILE",
      description = "The IMA policy whose rules decide.")
  private @Nullable Path imaPolicy;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      converter = Converters.Type.class,
      defaultValue = "file",
      description =
          "What the paths are: file, dir, link, char, block, pipe or socket (default:"
              + " ${DEFAULT-VALUE}).")
  private FileType type = FileType.REGULAR;

  @Option(
      names = "--source",
      paramLabel = "SOURCE",
      description = "A repository, folder or package to look in, as for generate; may be repeated.")
  private List<String> sources = List.of();

  @Option(
      names = "--installed",
      paramLabel = "FILE",
      description =
          "Only those packages of the sources that a host has, by what rpm -qa prints there.")
  private @Nullable Path installed;

  @Mixin private final SourceOptions sourceOptions = new SourceOptions();

  @Mixin private final PackageOptions packages = new PackageOptions();

  @Mixin private final TrustOptions trust = new TrustOptions();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Mixin private final CommonOptions common = new CommonOptions();

  ExplainCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws AllowlistException, IOException {
    ExplainRequest request = toRequest();
    Progress progress = Progress.of(console, common.quiet());
    ExplainResult result;
    try {
      result = Explain.run(request, progress);
    } finally {
      progress.finish();
    }
    if (json) {
      ExplainJson.write(result, console.out());
    } else {
      FindingsTable.print(result.findings(), console);
      ExplainText.write(result, console.out(), console.outTerminal().columns());
    }
    return result.exitCode().status();
  }

  private ExplainRequest toRequest() throws AllowlistException, IOException {
    selinux.misuse().ifPresent(this::refuse);
    sourceOptions.misuse(sources.size()).ifPresent(this::refuse);
    packages.misuse().ifPresent(this::refuse);
    Optional<SelinuxRequest> selinuxRequest = selinux.toRequest();
    List<Question> asked = new ArrayList<>();
    for (String text : questions) {
      asked.add(QuestionArgument.parse(text));
    }
    if (sources.isEmpty() && asked.stream().anyMatch(Question.OfDigest.class::isInstance)) {
      refuse("a digest is looked up in packages: name them with --source");
    }
    if (sources.isEmpty() && selinuxRequest.isEmpty()) {
      refuse("--selinux or --source is missing: what is it to be explained by?");
    }
    if (sources.isEmpty() && installed != null) {
      refuse("--installed goes with --source");
    }
    if (imaPolicy != null && selinuxRequest.isEmpty()) {
      refuse("--ima-policy goes with --selinux, which tells the labels that its rules name");
    }
    return new ExplainRequest(
        asked,
        type,
        selinuxRequest,
        Optional.ofNullable(imaPolicy),
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
        common.temporaryFolder());
  }

  private void refuse(String problem) {
    throw new ParameterException(spec.commandLine(), problem);
  }
}
