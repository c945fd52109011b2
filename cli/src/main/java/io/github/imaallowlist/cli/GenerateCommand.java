package io.github.imaallowlist.cli;

import io.github.imaallowlist.cli.console.Console;
import io.github.imaallowlist.cli.option.CommonOptions;
import io.github.imaallowlist.cli.option.Converters;
import io.github.imaallowlist.cli.option.FileSignatureOptions;
import io.github.imaallowlist.cli.option.FilterOptions;
import io.github.imaallowlist.cli.option.HostOptions;
import io.github.imaallowlist.cli.option.OutputOption;
import io.github.imaallowlist.cli.option.PackageOptions;
import io.github.imaallowlist.cli.option.PreviousOptions;
import io.github.imaallowlist.cli.option.SigningOptions;
import io.github.imaallowlist.cli.option.SourceOptions;
import io.github.imaallowlist.cli.option.TrustOptions;
import io.github.imaallowlist.cli.option.UpdateOptions;
import io.github.imaallowlist.cli.progress.Progress;
import io.github.imaallowlist.cli.report.FindingsTable;
import io.github.imaallowlist.cli.report.GenerateJson;
import io.github.imaallowlist.cli.report.GenerateText;
import io.github.imaallowlist.cli.report.UpdateLines;
import io.github.imaallowlist.cli.report.Warnings;
import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.format.AllowlistFormat;
import io.github.imaallowlist.format.Validity;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.rpm.ReadMode;
import io.github.imaallowlist.toolkit.OpenPgpSigning;
import io.github.imaallowlist.toolkit.SigningRequest;
import io.github.imaallowlist.toolkit.cache.CacheRequest;
import io.github.imaallowlist.toolkit.generate.Generate;
import io.github.imaallowlist.toolkit.generate.GenerateRequest;
import io.github.imaallowlist.toolkit.generate.GenerateResult;
import io.github.imaallowlist.toolkit.generate.ListRequest;
import io.github.imaallowlist.toolkit.generate.OutputRequest;
import io.github.imaallowlist.toolkit.output.Destination;
import io.github.imaallowlist.toolkit.source.SourceRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ima-allowlist generate}. */
@Command(
    name = "generate",
    sortOptions = false,
    description = {
      "Makes an allowlist of the files in RPM packages.",
      "Every file is taken out of its package's payload, hashed, and held against the digest in the"
          + " package's header. Findings are reported together; with any, nothing is written."
    })
final class GenerateCommand implements Callable<Integer> {
  private final Console console;

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  private CommandSpec spec;

  @Parameters(
      paramLabel = "SOURCE",
      arity = "0..*",
      description =
          "A repository (a folder with repodata), a folder with packages, or a package, by path or"
              + " file: URL; a repository or a package by http or https; or a .repo file.")
  private List<String> sources = List.of();

  @Mixin private final SourceOptions sourceOptions = new SourceOptions();

  @Mixin private final TrustOptions trust = new TrustOptions();

  @Mixin private final OutputOption output = new OutputOption();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      converter = Converters.Format.class,
      defaultValue = "keylime",
      description =
          "keylime, a runtime policy, or flat, lines as sha256sum writes them (default:"
              + " ${DEFAULT-VALUE}).")
  private AllowlistFormat format = AllowlistFormat.KEYLIME;

  @Option(
      names = "--hash",
      paramLabel = "ALGORITHM",
      split = ",",
      converter = Converters.Hash.class,
      description =
          "Hash files with sha1, sha256, sha384, sha512, sm3, sha3-256, sha3-384 or sha3-512;"
              + " several with commas, in one pass (default: sha256).")
  private List<HashAlgorithm> algorithms = List.of(HashAlgorithm.SHA256);

  @Option(
      names = "--read",
      paramLabel = "HOW",
      converter = Converters.Mode.class,
      defaultValue = "payload",
      description =
          "payload; or headers: fast, and takes the digests in the packages' headers for true; or"
              + " metadata: those in the repository's filelists-ext (default: ${DEFAULT-VALUE}).")
  private ReadMode readMode = ReadMode.PAYLOAD;

  @Option(
      names = "--from-cache",
      description =
          "Read no package: merge what the cache has. Without a SOURCE, all of it; with one, a"
              + " package without an entry is a finding.")
  private boolean fromCache;

  @Mixin private final PackageOptions packages = new PackageOptions();

  @Mixin private final HostOptions host = new HostOptions();

  @Option(names = "--source-packages", description = "Source packages too.")
  private boolean sourcePackages;

  @Option(
      names = "--exclude-path",
      paramLabel = "REGEX",
      description =
          "Paths that Keylime is not to check: a Python regular expression, matched from the"
              + " path's start; may be repeated.")
  private List<String> excludePaths = List.of();

  @Option(
      names = "--base",
      paramLabel = "POLICY",
      description = "Merge this Keylime runtime policy in.")
  private @Nullable Path base;

  @Mixin private final FilterOptions filter = new FilterOptions();

  @Option(
      names = "--valid-for",
      paramLabel = "DAYS",
      converter = Converters.Days.class,
      description =
          "Let the list expire so many days from now (or from SOURCE_DATE_EPOCH): verify then"
              + " refuses it. Also 12h, 30d, 4w.")
  private @Nullable Duration validFor;

  @Mixin private final UpdateOptions updates = new UpdateOptions();

  @Mixin private final PreviousOptions previous = new PreviousOptions();

  @Mixin private final FileSignatureOptions fileSignatures = new FileSignatureOptions();

  @Option(
      names = "--not-older-than",
      paramLabel = "LIST",
      description =
          "Refuse sources whose repomd.xml has a lower revision than when this list was made of"
              + " them: a repository that was put back.")
  private @Nullable Path notOlderThan;

  @Mixin private final SigningOptions signing = new SigningOptions();

  @Option(
      names = "--signature-output",
      paramLabel = "FILE",
      description = "Write a detached signature here (default: the list's name with .p7s or .asc).")
  private @Nullable Path signatureOutput;

  @Option(
      names = "--allow-incomplete",
      description =
          "Write the list although there are findings; what is missing stands in its provenance,"
              + " and the exit status is still 1.")
  private boolean allowIncomplete;

  @Option(
      names = "--json",
      description =
          "Give the summary as JSON: on standard output if the list goes to a file, else on"
              + " standard error.")
  private boolean json;

  @Mixin private final CommonOptions common = new CommonOptions();

  GenerateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws AllowlistException, IOException {
    checkUse();
    Progress progress = Progress.of(console, common.quiet() || jsonGoesToError());
    GenerateResult result;
    try {
      result = Generate.run(toRequest(), progress);
    } finally {
      progress.finish();
    }
    report(result);
    return result.exitCode().status();
  }

  private void checkUse() {
    sourceOptions.misuse(sources.size()).ifPresent(this::refuse);
    packages.misuse().ifPresent(this::refuse);
    if (sources.isEmpty() && !fromCache) {
      refuse("a SOURCE is missing");
    }
    filter.cache().misuse().ifPresent(this::refuse);
    if (filter.cache().isNamed() && readMode != ReadMode.PAYLOAD && !filter.isGiven()) {
      refuse("--cache goes with --read payload: what %s say is not kept".formatted(readMode));
    }
    if (fromCache && (filter.cache().isOff() || readMode != ReadMode.PAYLOAD)) {
      refuse("--from-cache goes with a cache and --read payload");
    }
    host.misuse().ifPresent(this::refuse);
    filter.misuse().ifPresent(this::refuse);
    updates.misuse().ifPresent(this::refuse);
    previous.misuse(updates.keepRemoved().isPresent()).ifPresent(this::refuse);
    if (signing.lackKey()) {
      refuse("--signature, --chain and --pkcs11-module go with --key");
    }
    if (format == AllowlistFormat.FLAT && !excludePaths.isEmpty()) {
      refuse("--exclude-path goes with --format keylime; flat has no excludes");
    }
    if (format == AllowlistFormat.FLAT && updates.keepRemoved().isPresent()) {
      refuse("--keep-removed goes with --format keylime; flat does not say when a package left");
    }
    if (format == AllowlistFormat.FLAT && validFor != null) {
      refuse("--valid-for goes with --format keylime; flat has no place for it");
    }
  }

  private void refuse(String problem) {
    throw new ParameterException(spec.commandLine(), problem);
  }

  private GenerateRequest toRequest() throws AllowlistException, IOException {
    Optional<Instant> sourceDate = SourceDateEpoch.read(spec);
    Optional<SigningRequest> request =
        signing.toRequest(sourceDate.orElseGet(Instant::now), common.temporaryFolder());
    checkSigning(request);
    return new GenerateRequest(
        new SourceRequest(
            sources,
            sourceOptions.toSettings(),
            packages.toSelection(sourcePackages),
            readMode,
            packages.jobs(),
            cache(),
            host.toPackages()),
        trust.toRequest(Instant.now()),
        fileSignatures.toRequest(),
        new ListRequest(
            new TreeSet<>(algorithms),
            format,
            excludePaths,
            Optional.ofNullable(base),
            sourceDate,
            Optional.ofNullable(validFor)
                .map(duration -> Validity.of(sourceDate.orElseGet(Instant::now), duration)),
            Optional.ofNullable(notOlderThan),
            allowIncomplete,
            updates.toRequest(
                previous.toSource(trust.allowUnsigned()), sourceDate.orElseGet(Instant::now))),
        new OutputRequest(
            output.destination(console.out()),
            request,
            signatureDestination(request),
            common.temporaryFolder()),
        filter.toRequest());
  }

  private Optional<CacheRequest> cache() {
    Optional<CacheRequest> request = filter.cache().toRequest(readMode, fromCache);
    if (fromCache && request.isEmpty()) {
      refuse("--from-cache needs --cache DIR: there is neither XDG_CACHE_HOME nor HOME");
    }
    return request;
  }

  private void checkSigning(Optional<SigningRequest> request) {
    boolean detached = request.isPresent() && request.get().isDetached();
    if (request.isPresent() && !detached && format != AllowlistFormat.KEYLIME) {
      refuse(
          "an envelope holds the keylime format only; sign "
              + format
              + " with --signature cms-pem or cms-der, or an OpenPGP key");
    }
    if (detached && output.file().isEmpty()) {
      refuse(
          "a detached signature makes two files: name the list with --output; its signature goes"
              + " beside it");
    }
    if (!detached && signatureOutput != null) {
      refuse("--signature-output goes with a detached signature: CMS or OpenPGP");
    }
  }

  private Optional<Destination.InFile> signatureDestination(Optional<SigningRequest> request) {
    if (request.isEmpty() || !request.get().isDetached() || output.file().isEmpty()) {
      return Optional.empty();
    }
    Path list = output.file().get();
    String suffix = request.get() instanceof OpenPgpSigning ? ".asc" : ".p7s";
    Path beside = list.resolveSibling(list.getFileName() + suffix);
    return Optional.of(new Destination.InFile(Optional.ofNullable(signatureOutput).orElse(beside)));
  }

  /** Nothing else goes there then, so that it can be parsed. */
  private boolean jsonGoesToError() {
    return json && output.file().isEmpty();
  }

  private void report(GenerateResult result) throws IOException {
    if (json) {
      GenerateJson.write(result, jsonGoesToError() ? console.err() : console.out());
      return;
    }
    FindingsTable.print(result.findings(), console);
    if (common.quiet()) {
      Warnings.print(UpdateLines.unmatched(result.updates()), console.err());
    } else {
      Optional<String> place = output.file().map(Path::toString);
      new GenerateText(console, result, readMode).print(place);
    }
  }
}
