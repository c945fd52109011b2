package io.github.imaallowlist.cli.option;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a check writes besides its summary. */
public final class ReportOptions {
  @Option(
      names = "--json",
      description = "Print JSON, with every deviation; text names the first hundred.")
  private boolean json;

  @Option(
      names = "--junit",
      paramLabel = "FILE",
      description = "Write JUnit XML, a failed test for each deviation.")
  private @Nullable Path junit;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description =
          "Write a page for a browser, which needs nothing else: entries by verdict, package and"
              + " label over the boot, and all deviations.")
  private @Nullable Path html;

  @Option(
      names = "--suggest",
      paramLabel = "FILE",
      description =
          "Write which excludes or additions would let the deviations pass, with the risk of each;"
              + " - for standard output. Nothing is changed by it.")
  private @Nullable Path suggest;

  /**
   * What is to be written.
   *
   * @param json whether JSON goes to the standard output
   */
  public record Reports(
      boolean json, Optional<Path> junit, Optional<Path> html, Optional<Path> suggest) {
    /** Where they go, {@link OutputOption#STANDARD_OUTPUT} too. */
    public List<Path> files() {
      return Stream.of(junit, html, suggest).flatMap(Optional::stream).toList();
    }
  }

  /** What is wrong with the options together; one line. */
  public Optional<String> misuse() {
    Set<Path> places = new HashSet<>();
    if (json) {
      places.add(placeOf(OutputOption.STANDARD_OUTPUT));
    }
    for (Path file : toRequest().files()) {
      if (!places.add(placeOf(file))) {
        return Optional.of(
            "two reports cannot go to one place, "
                + (file.equals(OutputOption.STANDARD_OUTPUT) ? "standard output" : file));
      }
    }
    return Optional.empty();
  }

  private static Path placeOf(Path file) {
    return file.equals(OutputOption.STANDARD_OUTPUT) ? file : file.toAbsolutePath().normalize();
  }

  /** Whether labels are shown. */
  public boolean hasLabels() {
    return html != null || json;
  }

  public Reports toRequest() {
    return new Reports(
        json, Optional.ofNullable(junit), Optional.ofNullable(html), Optional.ofNullable(suggest));
  }
}
