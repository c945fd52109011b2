package io.github.imaallowlist.rpm.transport;

import java.io.IOException;
import java.time.Duration;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** One request did not bring what was asked for. */
final class AttemptFailedException extends IOException {
  private static final long serialVersionUID = 1L;

  private final FetchFailure failure;
  private final int status;
  private final boolean passing;
  private final Duration retryAfter;
  private final String remedy;

  private AttemptFailedException(
      FetchFailure failure,
      int status,
      boolean passing,
      Duration retryAfter,
      String problem,
      String remedy,
      @Nullable Throwable cause) {
    super(problem, cause);
    this.failure = failure;
    this.status = status;
    this.passing = passing;
    this.retryAfter = retryAfter;
    this.remedy = remedy;
  }

  /** The connection failed; the next one may not. */
  static AttemptFailedException broken(String problem, @Nullable Throwable cause) {
    return new AttemptFailedException(
        FetchFailure.CONNECTION,
        0,
        true,
        Duration.ZERO,
        problem,
        "Check the network and the server, or name a mirror; then run again.",
        cause);
  }

  /** There is no connection, nor will there be one soon. */
  static AttemptFailedException unreachable(
      String problem, String remedy, @Nullable Throwable cause) {
    return new AttemptFailedException(
        FetchFailure.CONNECTION, 0, false, Duration.ZERO, problem, remedy, cause);
  }

  static AttemptFailedException status(
      int status, boolean passing, Duration retryAfter, String problem, String remedy) {
    return new AttemptFailedException(
        FetchFailure.STATUS, status, passing, retryAfter, problem, remedy, null);
  }

  static AttemptFailedException changed(String problem) {
    return new AttemptFailedException(
        FetchFailure.CHANGED,
        0,
        false,
        Duration.ZERO,
        problem,
        "The repository was probably published anew meanwhile, or the mirror is old: run again.",
        null);
  }

  static AttemptFailedException protocol(String problem, @Nullable Throwable cause) {
    return new AttemptFailedException(
        FetchFailure.PROTOCOL,
        0,
        false,
        Duration.ZERO,
        problem,
        "The server, or a proxy before it, does not answer as HTTP asks: use another mirror.",
        cause);
  }

  static AttemptFailedException tls(String problem, String remedy, @Nullable Throwable cause) {
    return new AttemptFailedException(
        FetchFailure.TLS, 0, false, Duration.ZERO, problem, remedy, cause);
  }

  FetchFailure failure() {
    return failure;
  }

  OptionalInt status() {
    return status == 0 ? OptionalInt.empty() : OptionalInt.of(status);
  }

  /** Whether it may go better the next time. */
  boolean passing() {
    return passing;
  }

  /** How long the server asks to be left alone. */
  Duration retryAfter() {
    return retryAfter;
  }

  /** What is wrong; one line, without the location. */
  String problem() {
    return String.valueOf(getMessage());
  }

  String remedy() {
    return remedy;
  }
}
