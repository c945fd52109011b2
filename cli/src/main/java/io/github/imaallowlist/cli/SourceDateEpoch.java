package io.github.imaallowlist.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * The environment variable {@code SOURCE_DATE_EPOCH}, the time that reproducible builds take for
 * now (reproducible-builds.org/specs/source-date-epoch).
 */
final class SourceDateEpoch {
  private static final String NAME = "SOURCE_DATE_EPOCH";

  private SourceDateEpoch() {}

  static Optional<Instant> read(CommandSpec spec) {
    String value = System.getenv(NAME);
    if (value == null || value.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.ofEpochSecond(Long.parseLong(value)));
    } catch (NumberFormatException | DateTimeException e) {
      throw new ParameterException(
          spec.commandLine(), NAME + " is not a number of seconds since 1970: '" + value + "'", e);
    }
  }
}
