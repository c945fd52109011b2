package io.github.imaallowlist.cli;

import io.github.imaallowlist.cli.console.Console;
import io.github.imaallowlist.cli.option.CommonOptions;
import io.github.imaallowlist.cli.option.Converters;
import io.github.imaallowlist.cli.option.PackageOptions;
import io.github.imaallowlist.cli.option.SourceOptions;
import io.github.imaallowlist.cli.progress.Progress;
import io.github.imaallowlist.cli.report.FindingsTable;
import io.github.imaallowlist.cli.report.ScanJson;
import io.github.imaallowlist.cli.report.ScanText;
import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.toolkit.generate.FileSignatureRequest;
import io.github.imaallowlist.toolkit.scan.ScanPackages;
import io.github.imaallowlist.toolkit.scan.ScanRequest;
import io.github.imaallowlist.toolkit.scan.ScanResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ima-allowlist scan}. */
@Command(
    name = "scan",
    sortOptions = false,
    description = {
      "Reads packages, and keeps what came of each in a cache: on build workers, any number at once.",
      "generate --from-cache then makes a list of it without reading them. No key is needed here:"
          + " that packages are signed is asked for when the list is made.",
      "With findings in some packages the others have their entries, and the exit status is 1."
    })
final class ScanCommand implements Callable<Integer> {
  private final Console console;

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  private CommandSpec spec;

  @Parameters(
      paramLabel = "PACKAGE",
      arity = "1..*",
      description =
          "A package, a folder with packages, or a repository, by path or URL; or a .repo file.")
  private List<String> sources = List.of();

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Option(
      names = "--to",
      paramLabel = "DIR",
      required = true,
      description = "The cache that the entries go to; made if there is none.")
  private Path to;

  @Option(
      names = "--hash",
      paramLabel = "ALGORITHM",
      split = ",",
      converter = Converters.Hash.class,
      description =
          "Hash files with these, as the list is to: sha1, sha256, sha384, sha512, sm3, sha3-256,"
              + " sha3-384 or sha3-512; several with commas (default: sha256).")
  private List<HashAlgorithm> algorithms = List.of(HashAlgorithm.SHA256);

  @Option(
      names = "--ima-cert",
      paramLabel = "FILE",
      description =
          "Verify the IMA signatures of files by these certificates, as the list is to; may be"
              + " repeated.")
  private List<Path> imaCertificates = List.of();

  @Option(
      names = "--checksum",
      paramLabel = "ALGORITHM",
      converter = Converters.Checksum.class,
      defaultValue = "sha256",
      description =
          "Know packages by this checksum, the one in the metadata of the repository that they"
              + " will be in: sha224, sha256, sha384 or sha512 (default: ${DEFAULT-VALUE}).")
  private HashAlgorithm checksum = HashAlgorithm.SHA256;

  @Mixin private final PackageOptions packages = new PackageOptions();

  @Option(names = "--source-packages", description = "Source packages too.")
  private boolean sourcePackages;

  @Mixin private final SourceOptions sourceOptions = new SourceOptions();

  @Option(names = "--json", description = "Give the summary as JSON, on standard output.")
  private boolean json;

  @Mixin private final CommonOptions common = new CommonOptions();

  ScanCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws AllowlistException, IOException {
    sourceOptions.misuse(sources.size()).ifPresent(this::refuse);
    packages.misuse().ifPresent(this::refuse);
    ScanRequest request =
        new ScanRequest(
            sources,
            sourceOptions.toSettings(),
            packages.toSelection(sourcePackages),
            new TreeSet<>(algorithms),
            new FileSignatureRequest(imaCertificates, List.of()),
            checksum,
            packages.jobs(),
            to);
    Progress progress = Progress.of(console, common.quiet());
    ScanResult result;
    try {
      result = ScanPackages.run(request, progress);
    } finally {
      progress.finish();
    }
    if (json) {
      ScanJson.write(result, console.out());
    } else {
      FindingsTable.print(result.findings(), console);
      if (!common.quiet()) {
        ScanText.print(result, console.err());
      }
    }
    return result.exitCode().status();
  }

  private void refuse(String problem) {
    throw new ParameterException(spec.commandLine(), problem);
  }
}
