package io.github.imaallowlist.rpm.transport;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which state of a resource an answer is about, so far as the server says (RFC 9110, section 8.8).
 *
 * @param etag if it is a strong one
 * @param lastModified if it is a strong validator
 * @param size of the whole, in bytes
 */
record Representation(
    Origin origin, Optional<String> etag, Optional<String> lastModified, OptionalLong size) {

  static Representation of(Answer answer, OptionalLong size) {
    return new Representation(
        answer.origin(),
        answer.header("ETag").filter(tag -> !tag.startsWith("W/")),
        strongDate(answer),
        size);
  }

  /**
   * A date is strong only if the answer was made a second or more after it (RFC 9110, section
   * 8.8.2.2): before that the resource could change once more under the same date.
   */
  private static Optional<String> strongDate(Answer answer) {
    Optional<Instant> date = answer.header("Date").flatMap(Representation::instant);
    return answer
        .header("Last-Modified")
        .filter(
            text ->
                instant(text)
                    .flatMap(
                        modified ->
                            date.map(
                                now ->
                                    Duration.between(modified, now).compareTo(Duration.ofSeconds(1))
                                        >= 0))
                    .orElse(false));
  }

  static Optional<Instant> instant(String httpDate) {
    try {
      return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(httpDate, Instant::from));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** What a request for the rest is to be guarded with (RFC 9110, section 13.1.5). */
  Optional<String> ifRange() {
    return etag.isPresent() ? etag : lastModified;
  }

  /**
   * Whether both are certainly about the same bytes. Servers that mirror one another make entity
   * tags in their own ways, but keep dates and sizes.
   */
  boolean sameAs(Representation other) {
    if (size.isPresent() && other.size.isPresent() && !size.equals(other.size)) {
      return false;
    }
    boolean sameTag = etag.isPresent() && etag.equals(other.etag);
    boolean sameDate = lastModified.isPresent() && lastModified.equals(other.lastModified);
    if (!origin.equals(other.origin)) {
      return size.isPresent() && size.equals(other.size) && (sameTag || sameDate);
    }
    boolean tagged = etag.isPresent() || other.etag.isPresent();
    return tagged ? sameTag : sameDate;
  }
}
