package io.github.imaallowlist.cli.option;

import io.github.imaallowlist.toolkit.output.Destination;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where an artifact goes. */
public final class OutputOption {
  /** What names the standard output in place of a file. */
  public static final Path STANDARD_OUTPUT = Path.of("-");

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write here, whole or not at all (default, and -: standard output).")
  private @Nullable Path file;

  /** Absent for the standard output. */
  public Optional<Path> file() {
    return Optional.ofNullable(file).filter(given -> !given.equals(STANDARD_OUTPUT));
  }

  /**
   * The file, or the standard output.
   *
   * @param out the standard output
   */
  public Destination destination(OutputStream out) {
    return destination(Optional.ofNullable(file).orElse(STANDARD_OUTPUT), out);
  }

  /**
   * The place that an option names.
   *
   * @param place a file, or {@link #STANDARD_OUTPUT}
   * @param out the standard output
   */
  public static Destination destination(Path place, OutputStream out) {
    return place.equals(STANDARD_OUTPUT)
        ? new Destination.Stream(out)
        : new Destination.InFile(place);
  }
}
