package io.github.imaallowlist.cli.option;

import io.github.imaallowlist.toolkit.ListSource;
import io.github.imaallowlist.toolkit.update.UpdateRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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

  @Option(
      names = "--repository-name",
      paramLabel = "NAME",
      description =
          "What the list calls its repository, so that no other one's list signed by the same key is"
              + " taken for it (default: what an Open Build Service calls it in repomd.xml).")
  private @Nullable String repositoryName;

  @Option(
      names = "--allow-other-previous",
      description =
          "With --keep-removed: go on from the former list though its repository has another name,"
              + " or none of its packages is there in any version.")
  private boolean allowOtherPrevious;

  public Optional<Duration> keepRemoved() {
    return Optional.ofNullable(keepRemoved);
  }

  /** What is wrong with the options together; one line. */
  public Optional<String> misuse() {
    if (repositoryName != null
        && (repositoryName.isBlank() || repositoryName.length() > UpdateRequest.MAX_NAME)) {
      return Optional.of(
          "--repository-name needs 1 to %d characters".formatted(UpdateRequest.MAX_NAME));
    }
    return allowOtherPrevious && keepRemoved == null
        ? Optional.of("--allow-other-previous goes with --keep-removed")
        : Optional.empty();
  }

  /**
   * @param previous the list that the last run made, if it is known by now
   */
  public UpdateRequest toRequest(Optional<ListSource> previous, Instant now) {
    return new UpdateRequest(
        keepRemoved(),
        previous,
        Optional.ofNullable(revoke),
        Optional.ofNullable(repositoryName),
        allowOtherPrevious,
        now);
  }
}
