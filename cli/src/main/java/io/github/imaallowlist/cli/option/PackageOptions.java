package io.github.imaallowlist.cli.option;

import io.github.imaallowlist.rpm.repository.NameGlob;
import io.github.imaallowlist.rpm.repository.PackageSelection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** Which of the sources' packages are looked at. */
public final class PackageOptions {
  @Option(
      names = "--arch",
      paramLabel = "ARCH",
      split = ",",
      description = "Only packages of these architectures, and noarch.")
  private Set<String> arches = Set.of();

  @Option(
      names = "--include",
      paramLabel = "GLOB",
      converter = Converters.Glob.class,
      description = "Only packages with such a name; may be repeated.")
  private List<NameGlob> include = List.of();

  @Option(
      names = "--exclude",
      paramLabel = "GLOB",
      converter = Converters.Glob.class,
      description = "No packages with such a name; may be repeated.")
  private List<NameGlob> exclude = List.of();

  @Option(
      names = "--newest",
      description = "Only the newest version of each name and architecture.")
  private boolean newest;

  @Option(
      names = {"-j", "--jobs"},
      paramLabel = "N",
      description = "Read N packages at once (default: the number of processors).")
  private int jobs = Runtime.getRuntime().availableProcessors();

  /** What is wrong with the options; one line. */
  public Optional<String> misuse() {
    return jobs < 1 ? Optional.of("--jobs must be at least 1") : Optional.empty();
  }

  /**
   * The packages that are wanted.
   *
   * @param sourcePackages whether source packages are too
   */
  public PackageSelection toSelection(boolean sourcePackages) {
    return new PackageSelection(arches, include, exclude, newest, sourcePackages);
  }

  public int jobs() {
    return jobs;
  }
}
