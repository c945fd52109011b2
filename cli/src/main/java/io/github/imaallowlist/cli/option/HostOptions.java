package io.github.imaallowlist.cli.option;

import io.github.imaallowlist.toolkit.source.HostPackages;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which host or image the packages are cut to. */
public final class HostOptions {
  @Option(
      names = "--installed",
      paramLabel = "FILE",
      description =
          "Only those packages that a host has, by what rpm -qa prints there. One that no source has"
              + " is a finding.")
  private @Nullable Path installed;

  @Option(
      names = "--rpmdb",
      paramLabel = "DIR",
      description =
          "The same by an RPM database, which this machine's rpm reads: its folder, or the root of"
              + " an image.")
  private @Nullable Path rpmdb;

  /** What is wrong with the options together; one line. */
  public Optional<String> misuse() {
    return installed != null && rpmdb != null
        ? Optional.of("--installed and --rpmdb exclude one another")
        : Optional.empty();
  }

  /** Absent if all packages are wanted. */
  public Optional<HostPackages> toPackages() {
    Path file = installed;
    Path folder = rpmdb;
    if (file != null) {
      return Optional.of(new HostPackages.InFile(file));
    }
    return folder != null ? Optional.of(new HostPackages.InDatabase(folder)) : Optional.empty();
  }
}
