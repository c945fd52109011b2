package io.github.imaallowlist.cli.option;

import io.github.imaallowlist.toolkit.AgeLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How old a list may be. */
public final class AgeOptions {
  @Option(
      names = "--max-age",
      paramLabel = "DAYS",
      converter = Converters.Days.class,
      description =
          "Refuse a list that was issued longer ago; or whose sources are older, if it does not say"
              + " when it was issued. Also 12h, 30d, 4w.")
  private @Nullable Duration maxAge;

  @Option(
      names = "--not-older-than",
      paramLabel = "OLD",
      description =
          "Refuse a list whose sources have lower revisions than in this one, which was taken"
              + " before: an envelope that the same keys signed, or a policy.")
  private @Nullable Path notOlderThan;

  public boolean isGiven() {
    return maxAge != null || notOlderThan != null;
  }

  public AgeLimits toLimits() {
    return new AgeLimits(Optional.ofNullable(maxAge), Optional.ofNullable(notOlderThan));
  }
}
