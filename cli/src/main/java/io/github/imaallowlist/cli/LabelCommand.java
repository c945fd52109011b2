package io.github.imaallowlist.cli;

import io.github.imaallowlist.cli.console.Console;
import io.github.imaallowlist.cli.option.CommonOptions;
import io.github.imaallowlist.cli.option.Converters;
import io.github.imaallowlist.cli.option.OutputOption;
import io.github.imaallowlist.cli.option.PathArgument;
import io.github.imaallowlist.cli.report.LabelText;
import io.github.imaallowlist.cli.report.Printable;
import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.selinux.label.FileType;
import io.github.imaallowlist.selinux.label.LabelWarning;
import io.github.imaallowlist.toolkit.label.Label;
import io.github.imaallowlist.toolkit.label.LabelLines;
import io.github.imaallowlist.toolkit.label.LabelRequest;
import io.github.imaallowlist.toolkit.label.LabelResult;
import io.github.imaallowlist.toolkit.label.LabelWriter;
import io.github.imaallowlist.toolkit.label.PathSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ima-allowlist label}. */
@Command(
    name = "label",
    sortOptions = false,
    description = {
      "Prints the SELinux context that a policy has for each path, as matchpathcon does: the path, a"
          + " tab, and the context, or <<none>>.",
      "The files themselves are not looked at, and need not be there."
    })
final class LabelCommand implements Callable<Integer> {
  private static final String STANDARD_INPUT = "-";
  private static final int WARNINGS_SHOWN = 10;

  private final Console console;

  @Parameters(
      paramLabel = "PATH",
      arity = "1..*",
      description = "Paths as on the host; - reads them from standard input, one a line.")
  private List<String> paths = List.of();

  @Option(
      names = "--selinux",
      paramLabel = "POLICY",
      required = true,
      description =
          "The policy's folder, such as /etc/selinux/targeted, or a file_contexts file; what"
              + " belongs to it (.homedirs, .local, .subs, .subs_dist) is found beside it.")
  private Path policy = Path.of("");

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
      names = {"-0", "--null"},
      description = "Paths on standard input, and lines of output, end with NUL, not a newline.")
  private boolean endWithNul;

  @Mixin private final OutputOption output = new OutputOption();

  @Mixin private final CommonOptions common = new CommonOptions();

  LabelCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws AllowlistException {
    List<PathSource> sources = new ArrayList<>();
    for (String path : paths) {
      sources.add(source(path));
    }
    LabelResult result =
        Label.run(
            new LabelRequest(policy, type, sources, output.destination(console.out()), writer()));
    if (!common.quiet()) {
      warn(result.warnings());
    }
    return 0;
  }

  private PathSource source(String path) throws AllowlistException {
    return path.equals(STANDARD_INPUT)
        ? new PathSource.Stream(console.in(), "standard input", end())
        : new PathSource.One(PathArgument.bytes(path));
  }

  private LabelWriter writer() {
    boolean seen = output.file().isEmpty() && console.outTerminal().interactive();
    return seen ? new LabelText() : new LabelLines(end());
  }

  private byte end() {
    return endWithNul ? (byte) 0 : (byte) '\n';
  }

  private void warn(List<LabelWarning> warnings) {
    for (LabelWarning warning : warnings.subList(0, Math.min(WARNINGS_SHOWN, warnings.size()))) {
      console.err().println("Warning: " + Printable.of(warning.toString()));
    }
    if (warnings.size() > WARNINGS_SHOWN) {
      console.err().printf("... and %,d more warnings%n", warnings.size() - WARNINGS_SHOWN);
    }
  }
}
