package io.github.imaallowlist.maven.parameter;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.rpm.repository.NameGlob;
import java.io.File;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values of parameters to the types of requests; an error names the parameter. */
public final class Values {
  /** What Maven 4 has where the POM says nothing: nobody chose it, and a list is not that old. */
  private static final String DEFAULT_OF_MAVEN_4 = "1980-02-01T00:00:00Z";

  private static final Pattern DAYS = Pattern.compile("([0-9]{1,6})([hdw]?)");

  private Values() {}

  /** The one of these that the value names, in upper or lower case. */
  public static <T> T oneOf(String parameter, T[] known, String value) throws AllowlistException {
    return oneOf(parameter, Arrays.asList(known), value);
  }

  /** The one of these that the value names, in upper or lower case. */
  public static <T> T oneOf(String parameter, Collection<T> known, String value)
      throws AllowlistException {
    for (T one : known) {
      if (one.toString().equalsIgnoreCase(value.strip())) {
        return one;
      }
    }
    throw Misuse.value(
        parameter,
        value,
        "expected one of "
            + known.stream().map(Object::toString).collect(Collectors.joining(", ")));
  }

  /** A number of days, or of hours, days or weeks with their letter. */
  public static Optional<Duration> days(String parameter, @Nullable String value)
      throws AllowlistException {
    if (value == null) {
      return Optional.empty();
    }
    Matcher matcher = DAYS.matcher(value.strip());
    if (!matcher.matches() || Integer.parseInt(matcher.group(1)) == 0) {
      throw Misuse.value(parameter, value, "expected a number of days, or one as 12h, 30d or 4w");
    }
    int number = Integer.parseInt(matcher.group(1));
    return Optional.of(
        switch (matcher.group(2)) {
          case "h" -> Duration.ofHours(number);
          case "w" -> Duration.ofDays(7L * number);
          default -> Duration.ofDays(number);
        });
  }

  /** Patterns of package names. */
  public static List<NameGlob> globs(String parameter, List<String> values)
      throws AllowlistException {
    List<NameGlob> globs = new ArrayList<>();
    for (String value : values) {
      try {
        globs.add(NameGlob.of(value));
      } catch (IllegalArgumentException e) {
        throw Misuse.value(parameter, value, String.valueOf(e.getMessage()));
      }
    }
    return globs;
  }

  /**
   * The time of the build, as Maven's own plugins read {@code project.build.outputTimestamp}: ISO
   * 8601 with an offset, or seconds since 1970; a single character that is no digit switches it
   * off.
   */
  public static Optional<Instant> outputTimestamp(String parameter, @Nullable String value)
      throws AllowlistException {
    if (value == null || value.isBlank() || isSwitchedOff(value.strip())) {
      return Optional.empty();
    }
    String text = value.strip();
    try {
      return Optional.of(
          text.chars().allMatch(c -> c >= '0' && c <= '9')
              ? Instant.ofEpochSecond(Long.parseLong(text))
              : OffsetDateTime.parse(text).toInstant());
    } catch (NumberFormatException | DateTimeException e) {
      throw Misuse.value(
          parameter, value, "expected a time as 2026-11-01T00:00:00Z, or seconds since 1970");
    }
  }

  private static boolean isSwitchedOff(String text) {
    return text.equals(DEFAULT_OF_MAVEN_4)
        || (text.length() == 1 && !Character.isDigit(text.charAt(0)));
  }

  /**
   * Files with names before them: {@code selinux-state=FILE}.
   *
   * @param folder that the files' names are relative to
   */
  public static Map<String, File> namedFiles(String parameter, List<String> values, Path folder)
      throws AllowlistException {
    Map<String, File> files = new TreeMap<>();
    named(parameter, values)
        .forEach((name, file) -> files.put(name, folder.resolve(file).toFile()));
    return files;
  }

  /** Values with names before them: {@code releasever=9}. */
  public static Map<String, String> named(String parameter, List<String> values)
      throws AllowlistException {
    Map<String, String> named = new TreeMap<>();
    for (String value : values) {
      int equals = value.indexOf('=');
      if (equals <= 0 || equals == value.length() - 1) {
        throw Misuse.value(parameter, value, "expected a name, =, and what it stands for");
      }
      named.put(value.substring(0, equals).strip(), value.substring(equals + 1).strip());
    }
    return named;
  }

  /** The file, if one is named. */
  public static Optional<Path> path(@Nullable File file) {
    return Optional.ofNullable(file).map(File::toPath);
  }

  /** The files. */
  public static List<Path> paths(List<File> files) {
    return files.stream().map(File::toPath).toList();
  }
}
