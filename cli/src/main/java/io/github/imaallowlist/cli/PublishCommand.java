package io.github.imaallowlist.cli;

import io.github.imaallowlist.cli.console.Console;
import io.github.imaallowlist.cli.option.CommonOptions;
import io.github.imaallowlist.cli.option.Converters;
import io.github.imaallowlist.cli.option.FileSignatureOptions;
import io.github.imaallowlist.cli.option.FilterOptions;
import io.github.imaallowlist.cli.option.ListCheckOptions;
import io.github.imaallowlist.cli.option.PackageOptions;
import io.github.imaallowlist.cli.option.RecordOptions;
import io.github.imaallowlist.cli.option.RepomdOptions;
import io.github.imaallowlist.cli.option.SigningOptions;
import io.github.imaallowlist.cli.option.TrustOptions;
import io.github.imaallowlist.cli.option.UpdateOptions;
import io.github.imaallowlist.cli.progress.Progress;
import io.github.imaallowlist.cli.report.FindingsTable;
import io.github.imaallowlist.cli.report.PublishJson;
import io.github.imaallowlist.cli.report.PublishText;
import io.github.imaallowlist.cli.report.UpdateLines;
import io.github.imaallowlist.cli.report.Warnings;
import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.format.AllowlistFormat;
import io.github.imaallowlist.format.Validity;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.rpm.ReadMode;
import io.github.imaallowlist.rpm.repository.SourceSettings;
import io.github.imaallowlist.toolkit.OpenPgpKey;
import io.github.imaallowlist.toolkit.OpenPgpSigning;
import io.github.imaallowlist.toolkit.SigningRequest;
import io.github.imaallowlist.toolkit.generate.AllowlistRequest;
import io.github.imaallowlist.toolkit.generate.ListRequest;
import io.github.imaallowlist.toolkit.publish.CheckTrust;
import io.github.imaallowlist.toolkit.publish.Publish;
import io.github.imaallowlist.toolkit.publish.PublishCheck;
import io.github.imaallowlist.toolkit.publish.PublishCheckRequest;
import io.github.imaallowlist.toolkit.publish.PublishCheckResult;
import io.github.imaallowlist.toolkit.publish.PublishRequest;
import io.github.imaallowlist.toolkit.publish.PublishResult;
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

/** {@code ima-allowlist publish}. */
@Command(
    name = "publish",
    sortOptions = false,
    description = {
      "Makes a repository's allowlist and records it in its repodata/repomd.xml, for a publishing"
          + " step, after createrepo_c.",
      "A run that is killed leaves the old state or the new one. With nothing to change, nothing is"
          + " written. With findings, the repository stays as it was."
    })
final class PublishCommand implements Callable<Integer> {
  private final Console console;

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  private CommandSpec spec;

  @Parameters(
      paramLabel = "REPO",
      description = "The repository: a folder of this machine with repodata/repomd.xml.")
  private String repository = "";

  @Mixin private final ListCheckOptions check = new ListCheckOptions();

  @Mixin private final TrustOptions trust = new TrustOptions();

  @Option(
      names = "--hash",
      paramLabel = "ALGORITHM",
      split = ",",
      converter = Converters.Hash.class,
      description = "Hash files so; several with commas (default: sha256).")
  private List<HashAlgorithm> algorithms = List.of(HashAlgorithm.SHA256);

  @Mixin private final PackageOptions packages = new PackageOptions();

  @Option(names = "--source-packages", description = "Source packages too.")
  private boolean sourcePackages;

  @Option(
      names = "--exclude-path",
      paramLabel = "REGEX",
      description = "Paths that Keylime is not to check, as for generate; may be repeated.")
  private List<String> excludePaths = List.of();

  @Option(
      names = "--base",
      paramLabel = "POLICY",
      description = "Merge this Keylime runtime policy in.")
  private @Nullable Path base;

  @Mixin private final UpdateOptions updates = new UpdateOptions();

  @Mixin private final FilterOptions filter = new FilterOptions();

  @Option(
      names = "--valid-for",
      paramLabel = "DAYS",
      converter = Converters.Days.class,
      description =
          "Let the list expire so many days from now. One that is recorded stays while nothing"
              + " changes and more than half of its time is left. Also 12h, 30d, 4w.")
  private @Nullable Duration validFor;

  @Mixin private final FileSignatureOptions fileSignatures = new FileSignatureOptions();

  @Mixin private final SigningOptions signing = new SigningOptions();

  @Option(
      names = "--list-sign-command",
      paramLabel = "COMMAND",
      description =
          "Have a program sign the list, by a detached OpenPGP signature that is recorded beside"
              + " it.")
  private @Nullable String listCommand;

  @Option(
      names = "--list-sign-keyring",
      paramLabel = "FILE",
      description =
          "With --list-sign-command: the public keys of which one signs. Without them nothing tells"
              + " whether a recorded signature is good, and the list is signed anew each time.")
  private List<Path> listKeyrings = List.of();

  @Option(
      names = "--unsigned",
      description =
          "Record the list without a signature of its own: verifiers must then trust repomd.xml's.")
  private boolean unsigned;

  @Mixin private final RepomdOptions repomd = new RepomdOptions();

  @Mixin private final RecordOptions record = new RecordOptions();

  @Option(
      names = "--allow-incomplete",
      description =
          "Publish although there are findings; what is missing stands in the list's provenance,"
              + " and the exit status is still 1.")
  private boolean allowIncomplete;

  @Option(names = "--json", description = "Give the summary as JSON, on standard output.")
  private boolean json;

  @Mixin private final CommonOptions common = new CommonOptions();

  PublishCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws AllowlistException, IOException {
    checkUse();
    Instant now = SourceDateEpoch.read(spec).orElseGet(Instant::now);
    Optional<OpenPgpKey> command = signing.takeCommand(now, common.temporaryFolder());
    refuse(repomd.misuse(command.isPresent()));
    Optional<SigningRequest> list = listSigning(now);
    return check.isCheck() ? check(list, now) : publish(list, command, now);
  }

  private int publish(Optional<SigningRequest> list, Optional<OpenPgpKey> command, Instant now)
      throws AllowlistException, IOException {
    requireDecision(list.isPresent(), command.isPresent());
    PublishRequest request =
        new PublishRequest(
            Path.of(repository),
            allowlist(now),
            list,
            repomd.toSigning(
                command.map(OpenPgpKey.OfCommand.class::cast), now, common.temporaryFolder()),
            record.compression(),
            record.previous(),
            check.toTrust(),
            record.keep());
    Progress progress = Progress.of(console, common.quiet());
    PublishResult result;
    try {
      result = Publish.run(request, progress);
    } finally {
      progress.finish();
    }
    if (json) {
      PublishJson.write(result, console.out());
    } else {
      result.list().ifPresent(made -> FindingsTable.print(made.findings(), console));
      if (common.quiet()) {
        result
            .list()
            .ifPresent(
                made -> Warnings.print(UpdateLines.unmatched(made.updates()), console.err()));
      } else {
        new PublishText(console).print(repository, result);
      }
    }
    return result.exitCode().status();
  }

  private int check(Optional<SigningRequest> list, Instant now)
      throws AllowlistException, IOException {
    Optional<CheckTrust> by = check.toTrust().map(CheckTrust.class::cast);
    if (by.isEmpty() && list.isEmpty() && !unsigned) {
      refuse(
          "--check needs to know who signed the list: --verify-key PUB, --key, or --unsigned if"
              + " nobody did");
    }
    CheckTrust listTrust =
        by.orElseGet(
            () -> list.<CheckTrust>map(CheckTrust.BySigner::new).orElse(new CheckTrust.Nobody()));
    Progress progress = Progress.of(console, common.quiet());
    PublishCheckResult result;
    try {
      result =
          PublishCheck.run(
              new PublishCheckRequest(
                  Path.of(repository), allowlist(now), listTrust, Instant.now()),
              progress);
    } finally {
      progress.finish();
    }
    if (json) {
      PublishJson.write(result, console.out());
    } else {
      result.list().ifPresent(read -> FindingsTable.print(read.findings(), console));
      PublishText text = new PublishText(console);
      if (!common.quiet()) {
        text.print(repository, result);
      } else if (result.exitCode() != ExitCode.OK) {
        text.printVerdict(repository, result);
      }
    }
    return result.exitCode().status();
  }

  private void checkUse() {
    if (repository.contains("://")) {
      refuse(
          "%s is a URL; publish changes files: name the repository's folder on this machine"
              .formatted(repository));
    }
    refuse(packages.misuse());
    refuse(filter.cache().misuse());
    refuse(filter.misuseWithoutOutput());
    refuse(updates.misuse());
    refuse(record.misuse(updates.keepRemoved().isPresent()));
    refuse(check.misuse(updates.keepRemoved().isPresent()));
    if (signing.lackKey()) {
      refuse("--signature, --chain and --pkcs11-module go with --key");
    }
  }

  private Optional<SigningRequest> listSigning(Instant now) throws AllowlistException {
    Optional<SigningRequest> request = signing.toRequest(now, common.temporaryFolder());
    String other = listCommand;
    if (other != null && request.isPresent()) {
      refuse("--list-sign-command and a key for the list exclude one another");
    }
    if (other == null && !listKeyrings.isEmpty()) {
      refuse("--list-sign-keyring goes with --list-sign-command");
    }
    if (unsigned && (other != null || request.isPresent())) {
      refuse("--unsigned and a key for the list exclude one another");
    }
    return other == null
        ? request
        : Optional.of(
            new OpenPgpSigning(
                new OpenPgpKey.OfCommand(other, listKeyrings, common.temporaryFolder())));
  }

  /** A list that nobody signed is published only where somebody said so. */
  private void requireDecision(boolean listIsSigned, boolean command) {
    if (!listIsSigned && !unsigned) {
      refuse(
          "no key to sign the list with: give --key, or --unsigned if repomd.xml's signature is to"
              + " do"
              + (command ? "; --sign-command signs repomd.xml here" : ""));
    }
  }

  private void refuse(Optional<String> misuse) {
    if (misuse.isPresent()) {
      refuse(misuse.get());
    }
  }

  private void refuse(String problem) {
    throw new ParameterException(spec.commandLine(), problem);
  }

  private AllowlistRequest allowlist(Instant now) throws AllowlistException {
    return new AllowlistRequest(
        new SourceRequest(
            List.of(repository),
            SourceSettings.defaults(),
            packages.toSelection(sourcePackages),
            ReadMode.PAYLOAD,
            packages.jobs(),
            // What is recorded is held against the packages as they are.
            check.isCheck() ? Optional.empty() : filter.cache().toRequest(ReadMode.PAYLOAD, false),
            Optional.empty()),
        trust.toRequest(Instant.now()),
        fileSignatures.toRequest(),
        new ListRequest(
            new TreeSet<>(algorithms),
            AllowlistFormat.KEYLIME,
            excludePaths,
            Optional.ofNullable(base),
            // The list's own time is the metadata's, so that a run later makes the same list.
            Optional.empty(),
            Optional.ofNullable(validFor).map(duration -> Validity.of(now, duration)),
            Optional.empty(),
            allowIncomplete,
            updates.toRequest(Optional.empty(), now)),
        filter.toRequest(),
        common.temporaryFolder());
  }
}
