package io.github.imaallowlist.cli.option;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Options of every command. */
public final class CommonOptions {
  public static final String DEBUG = "--debug";

  @Option(
      names = {"-q", "--quiet"},
      description = "Say nothing but errors, findings and warnings.")
  private boolean quiet;

  @SuppressWarnings("UnusedVariable") // read through the parse result
  @Option(names = DEBUG, description = "With an error, print where in the program it came up.")
  private boolean debug;

  @Option(
      names = "--temp-dir",
      paramLabel = "DIR",
      defaultValue = "${sys:java.io.tmpdir}",
      description = "Folder for temporary files (default: $$TMPDIR, or /var/tmp).")
  private Path temporaryFolder = Path.of("");

  @SuppressWarnings("UnusedVariable") // picocli's
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  public boolean quiet() {
    return quiet;
  }

  public Path temporaryFolder() {
    return temporaryFolder;
  }
}
