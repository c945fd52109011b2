package io.github.imaallowlist.rpm.transport;

import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;

/**
 * A resource could not be had from any of its locations. No text of it holds credentials.
 *
 * <p>The message is one line that names the resource and what happened at each location; with the
 * remedy it stays within the three lines of an error.
 */
public final class FetchFailedException extends IOException {
  private static final long serialVersionUID = 1L;

  private static final int LOCATIONS_SHOWN = 3;

  private final String name;
  private final String location;
  private final FetchFailure failure;
  private final int status;
  private final int attempts;
  private final String remedy;

  /**
   * @param problems one for each location that was tried, with its name
   * @param location the last of them
   */
  FetchFailedException(
      String name,
      List<String> problems,
      Location location,
      int attempts,
      AttemptFailedException last) {
    super(name + ": cannot be fetched: " + summary(problems), last);
    this.name = name;
    this.location = location.toString();
    this.failure = last.failure();
    this.status = last.status().orElse(0);
    this.attempts = attempts;
    this.remedy = last.remedy();
  }

  private static String summary(List<String> problems) {
    String shown =
        String.join("; ", problems.subList(0, Math.min(LOCATIONS_SHOWN, problems.size())));
    int more = problems.size() - LOCATIONS_SHOWN;
    return more <= 0 ? shown : shown + "; and %d more locations failed".formatted(more);
  }

  /** The resource as the user knows it. */
  public String name() {
    return name;
  }

  /** The location that was tried last, without userinfo and query. */
  public String location() {
    return location;
  }

  /** In what way the last attempt failed. */
  public FetchFailure failure() {
    return failure;
  }

  /** The status that the last attempt was answered with, where that is why it failed. */
  public OptionalInt status() {
    return status == 0 ? OptionalInt.empty() : OptionalInt.of(status);
  }

  /** How many requests were made, redirects not counted. */
  public int attempts() {
    return attempts;
  }

  /** What a person can do about it; one line. */
  public String remedy() {
    return remedy;
  }
}
