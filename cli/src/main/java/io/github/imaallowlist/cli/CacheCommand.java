package io.github.imaallowlist.cli;

import io.github.imaallowlist.cli.console.Console;
import io.github.imaallowlist.cli.option.CacheFolderOption;
import io.github.imaallowlist.cli.option.CommonOptions;
import io.github.imaallowlist.cli.option.Converters;
import io.github.imaallowlist.cli.report.CacheJson;
import io.github.imaallowlist.cli.report.CacheText;
import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.toolkit.cache.CacheRequest;
import io.github.imaallowlist.toolkit.cache.CountCache;
import io.github.imaallowlist.toolkit.cache.PruneCache;
import io.github.imaallowlist.toolkit.cache.VerifyCache;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ima-allowlist cache}. */
@Command(
    name = "cache",
    sortOptions = false,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Looks after the cache of scanned packages.",
      "It is safe to use while other runs do, and to delete by hand: packages are read again."
    })
final class CacheCommand implements Runnable {
  private final Console console;

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  private CommandSpec spec;

  @SuppressWarnings("UnusedVariable") // for --help, which picocli reads
  @Mixin
  private final CommonOptions common = new CommonOptions();

  CacheCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "prune, verify or stats is missing");
  }

  @Command(
      name = "stats",
      sortOptions = false,
      description = "Says how many entries there are, and how much room they take.")
  int stats(
      @Mixin CacheFolderOption folder,
      @Option(names = "--json", description = "As JSON.") boolean json,
      @Mixin CommonOptions options)
      throws AllowlistException, IOException {
    CountCache.Result result = CountCache.run(request(folder));
    if (json) {
      CacheJson.write(result, console.out());
    } else {
      CacheText.print(result, console.out());
    }
    return ExitCode.OK.status();
  }

  @Command(
      name = "verify",
      sortOptions = false,
      description = {
        "Reads all entries, and names those that are damaged; exit status 1 if there are any.",
        "Those that cannot be read are named, and stay; exit status 4 if there are such alone.",
        "No run uses such an entry: it reads the package, and makes the entry anew."
      })
  int verify(
      @Mixin CacheFolderOption folder,
      @Option(names = "--delete", description = "Delete the damaged entries.") boolean delete,
      @Option(
              names = {"-j", "--jobs"},
              paramLabel = "N",
              description = "Read N entries at once (default: the number of processors).")
          @Nullable Integer jobs,
      @Option(names = "--json", description = "As JSON.") boolean json,
      @Mixin CommonOptions options)
      throws AllowlistException, IOException {
    int threads = Optional.ofNullable(jobs).orElse(Runtime.getRuntime().availableProcessors());
    if (threads < 1) {
      throw wrongUse("verify", "--jobs must be at least 1");
    }
    VerifyCache.Result result =
        VerifyCache.run(new VerifyCache.Request(request(folder), delete, threads));
    if (json) {
      CacheJson.write(result, console.out());
    } else {
      CacheText.print(result, console.out());
    }
    return result.exitCode().status();
  }

  @Command(
      name = "prune",
      sortOptions = false,
      description = {
        "Deletes the entries that were not used for longest, and what killed runs left; needs"
            + " --max-size, --max-age or both.",
        "When an entry was used is noted once a day."
      })
  int prune(
      @Mixin CacheFolderOption folder,
      @Option(
              names = "--max-size",
              paramLabel = "SIZE",
              converter = Converters.Size.class,
              description = "Keep at most so many bytes of entries: 500M, 2G; 0 deletes all.")
          @Nullable Long maxSize,
      @Option(
              names = "--max-age",
              paramLabel = "DAYS",
              converter = Converters.Days.class,
              description = "Keep no entry that was not used for so many days; also 12h, 30d, 4w.")
          @Nullable Duration maxAge,
      @Option(names = "--json", description = "As JSON.") boolean json,
      @Mixin CommonOptions options)
      throws AllowlistException, IOException {
    if (maxSize == null && maxAge == null) {
      throw wrongUse("prune", "a limit is missing: --max-size SIZE, --max-age DAYS, or both");
    }
    PruneCache.Result result =
        PruneCache.run(
            new PruneCache.Request(
                request(folder),
                maxSize == null ? OptionalLong.empty() : OptionalLong.of(maxSize),
                Optional.ofNullable(maxAge)),
            Instant.now());
    if (json) {
      CacheJson.write(result, console.out());
    } else if (!options.quiet()) {
      CacheText.print(result, console.out());
    }
    return result.exitCode().status();
  }

  private ParameterException wrongUse(String command, String problem) {
    return new ParameterException(spec.subcommands().get(command), problem);
  }

  private CacheRequest request(CacheFolderOption folder) {
    return folder
        .toRequest()
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "--cache DIR is missing: there is neither XDG_CACHE_HOME nor HOME"));
  }
}
