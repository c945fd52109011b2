package io.github.imaallowlist.cli;

import io.github.imaallowlist.cli.console.Console;
import io.github.imaallowlist.cli.option.CommonOptions;
import io.github.imaallowlist.cli.report.KeysJson;
import io.github.imaallowlist.cli.report.KeysText;
import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.toolkit.Keys;
import io.github.imaallowlist.toolkit.KeysRequest;
import io.github.imaallowlist.toolkit.KeysResult;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ima-allowlist keys}. */
@Command(
    name = "keys",
    sortOptions = false,
    description = {
      "Lists the OpenPGP keys in files: fingerprints, subkeys, and whether they verify anything.",
      "Compare the fingerprints with those that the distribution publishes, before you pin a file.",
      "Exit status 5 if a file has no key that verifies what is signed now, or one that was"
          + " tampered with."
    })
final class KeysCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Public keys, armored or binary.")
  private List<Path> files = List.of();

  @Option(names = "--json", description = "List as JSON.")
  private boolean json;

  @Mixin private final CommonOptions common = new CommonOptions();

  KeysCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws AllowlistException, IOException {
    KeysResult result = Keys.run(new KeysRequest(files, Instant.now()));
    if (json) {
      KeysJson.write(result, console.out());
    } else if (!common.quiet()) {
      PrintStream out = new PrintStream(console.out(), false, StandardCharsets.UTF_8);
      new KeysText(out, console.terminal().columns()).print(result);
      out.flush();
    }
    return result.exitCode().status();
  }
}
