package io.github.imaallowlist.cli.option;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What becomes of packages that left the sources, and of those that are known to be bad. */
public final class UpdateOptions {
  @Option(
      names = "--keep-removed",
      paramLabel = "DAYS",
      converter = Converters.Days.class,
      description =
          "Keep the digests of packages that left the sources for so many days after the first run"
              + " that missed them, for hosts that have not updated yet. Also 12h, 30d, 4w.")
  private @Nullable Duration keepRemoved;

  @Option(
      names = "--revoke",
      paramLabel = "FILE",
      description =
          "Take out for good what this file names: on each line a digest, or a package as"
              + " name-[epoch:]version-release.arch. A line that matches nothing is a warning, and"
              + " changes no exit status.")
  private @Nullable Path revoke;

  public Optional<Duration> keepRemoved() {
    return Optional.ofNullable(keepRemoved);
  }

  public Optional<Path> revoke() {
    return Optional.ofNullable(revoke);
  }
}
