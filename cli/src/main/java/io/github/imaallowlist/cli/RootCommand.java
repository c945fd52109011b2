package io.github.imaallowlist.cli;

import io.github.imaallowlist.toolkit.ToolVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program without a command; {@link Commands} are added to it. */
@Command(
    name = RootCommand.NAME,
    description = "Makes signed allowlists of IMA hashes from RPM repositories, and checks them.",
    mixinStandardHelpOptions = true,
    versionProvider = RootCommand.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExit status:%n",
    footer = {
      "  0   done, nothing left out that matters",
      "  1   findings: something does not match, or is missing",
      "  2   wrong use of the command line",
      "  3   malformed input; the message names file and offset",
      "  4   input or output failed (disk, a missing file)",
      "  5   no trust: a signature, key or proof of origin is missing or wrong",
      "  70  a bug in this program"
    })
final class RootCommand implements Runnable {
  static final String NAME = "ima-allowlist";

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {ToolVersion.NAME + " " + ToolVersion.VERSION};
    }
  }
}
