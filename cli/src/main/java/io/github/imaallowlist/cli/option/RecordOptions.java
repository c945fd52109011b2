package io.github.imaallowlist.cli.option;

import io.github.imaallowlist.rpm.repodata.DataCompression;
import java.util.Optional;
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

  /** What is wrong with the options; one line. */
  public Optional<String> misuse() {
    return keep < 0 ? Optional.of("--keep must be at least 0") : Optional.empty();
  }

  public DataCompression compression() {
    return compression;
  }

  public int keep() {
    return keep;
  }
}
