package io.github.imaallowlist.rpm.transport;

import java.io.IOException;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A resource could not be had from any of its locations. No text of it holds credentials.
 *
 * <p>The message is one line that names the resource and each location that was tried; with the
 * remedy it stays within the three lines of an error.
 */
public final class FetchFailedException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String name;
  private final String location;
  private final FetchFailure failure;
  private final int status;
  private final int attempts;
  private final String remedy;

  FetchFailedException(
      String name, String problem, Attempt last, int attempts, @Nullable Throwable cause) {
    super(name + ": " + problem, cause);
    this.name = name;
    this.location = last.location();
    this.failure = last.failure();
    this.status = last.status().orElse(0);
    this.attempts = attempts;
    this.remedy = last.remedy();
  }

  /** The resource as the user knows it. */
  public String name() {
    return name;
  }

  /** The location that was tried last, without userinfo. */
  public String location() {
    return location;
  }

  /** In what way the last attempt failed. */
  public FetchFailure failure() {
    return failure;
  }

  /** The status that the last attempt was answered with, if it came so far. */
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

  /** How one attempt ended. */
  record Attempt(
      String location, FetchFailure failure, OptionalInt status, String problem, String remedy) {}
}
