package io.github.imaallowlist.rpm.transport;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** What an answer's status that is no success asks of us (RFC 9110, section 15). */
final class Statuses {
  /** Longer than this nobody waits for one server. */
  static final Duration MOST_PATIENCE = Duration.ofSeconds(60);

  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final Set<Integer> PASSING = Set.of(408, 429, 500, 502, 503, 504);

  private Statuses() {}

  static boolean redirect(int status) {
    return REDIRECTS.contains(status);
  }

  /** Whether the same request may go well later. */
  static boolean passing(int status) {
    return PASSING.contains(status);
  }

  static AttemptFailedException failure(Answer answer) {
    int status = answer.status();
    return AttemptFailedException.status(
        status, passing(status), retryAfter(answer), answer.statusText(), remedy(status));
  }

  private static String remedy(int status) {
    return switch (status) {
      case 401 -> "Give user and password for this server: the ones given, if any, do not do.";
      case 403 -> "Check that you may read there: credentials, client certificate, subscription.";
      case 404, 410 -> "Check the URL; if metadata names it, the repository is incomplete.";
      case 416 -> "The file is shorter than the metadata says: run again, or use another mirror.";
      default ->
          passing(status)
              ? "The server cannot answer just now: run again later, or name a mirror."
              : "Check the URL, or use another mirror.";
    };
  }

  /** In seconds or as a date (RFC 9110, section 10.2.3); what cannot be read is no wish. */
  private static Duration retryAfter(Answer answer) {
    Duration wish = answer.header("Retry-After").flatMap(Statuses::wait).orElse(Duration.ZERO);
    if (wish.isNegative()) {
      return Duration.ZERO;
    }
    return wish.compareTo(MOST_PATIENCE) > 0 ? MOST_PATIENCE : wish;
  }

  private static Optional<Duration> wait(String text) {
    if (!text.isEmpty() && text.length() <= 9 && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
    }
    return Representation.instant(text).map(until -> Duration.between(Instant.now(), until));
  }
}
