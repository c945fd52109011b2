package io.github.imaallowlist.cli.option;

import io.github.imaallowlist.rpm.repodata.DataCompression;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a list is recorded in a repository. */
public final class RecordOptions {
  @Option(
      names = "--compression",
      paramLabel = "KIND",
      converter = Converters.Compression.class,
      defaultValue = "zstd",
      description = "How the recorded files are compressed: zstd or gzip (default: zstd).")
  private DataCompression compression = DataCompression.ZSTD;

  @Option(
      names = "--keep",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Keep N former lists, for clients that have read repomd.xml before (default:"
              + " ${DEFAULT-VALUE}).")
  private int keep = 1;

  @Option(
      names = "--previous",
      paramLabel = "FILE",
      description =
          "With --keep-removed: keep a copy of the list here, and go on from it where the repository"
              + " has none recorded any more, as after createrepo_c before 0.18.")
  private @Nullable Path previous;

  /**
   * What is wrong with the options; one line.
   *
   * @param keepsRemoved whether a former list is of use
   */
  public Optional<String> misuse(boolean keepsRemoved) {
    if (previous != null && !keepsRemoved) {
      return Optional.of("--previous goes with --keep-removed");
    }
    return keep < 0 ? Optional.of("--keep must be at least 0") : Optional.empty();
  }

  public Optional<Path> previous() {
    return Optional.ofNullable(previous);
  }

  public DataCompression compression() {
    return compression;
  }

  public int keep() {
    return keep;
  }
}
