package io.github.imaallowlist.format;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What tells a list from an older one of the same sources: a signature alone does not, as a list
 * that was good once stays signed. An attacker who can withhold files may offer an old one for ever
 * (freeze) or again (rollback).
 *
 * @param timestamp the policy's {@code meta.timestamp}, where it is a time
 * @param validity absent if the list's maker set no expiry
 * @param revisions of the sources' {@code repomd.xml}, in the order of the sources; absent of a
 *     source without metadata
 * @param repositories what the sources are called, if that is known; sorted
 */
public record Edition(
    Optional<Instant> timestamp,
    Optional<Validity> validity,
    List<Optional<String>> revisions,
    List<String> repositories) {
  /** Of a list that says nothing of its age. */
  public static final Edition UNKNOWN = new Edition(Optional.empty(), Optional.empty(), List.of());

  /** Clocks of signer and verifier may differ by that much. */
  private static final Duration SKEW = Duration.ofMinutes(5);

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,40}");

  public Edition {
    revisions = List.copyOf(revisions);
    repositories = repositories.stream().sorted().distinct().toList();
  }

  /** Of sources that have no names. */
  public Edition(
      Optional<Instant> timestamp, Optional<Validity> validity, List<Optional<String>> revisions) {
    this(timestamp, validity, revisions, List.of());
  }

  static Edition of(
      Optional<String> timestamp,
      Optional<Validity> validity,
      List<Optional<String>> revisions,
      List<String> repositories) {
    return new Edition(timestamp.flatMap(Edition::time), validity, revisions, repositories);
  }

  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /**
   * Why the list is too old, or not valid yet, at a moment.
   *
   * @param maxAge how long ago it may have been issued, or without a validity, how old the time of
   *     its sources may be; at least zero
   * @return empty if nothing speaks against it
   */
  public Optional<String> refusalAt(Instant now, Optional<Duration> maxAge) {
    if (validity.isPresent()) {
      Validity span = validity.get();
      if (!now.isBefore(span.expires())) {
        return Optional.of("it expired at " + span.expires());
      }
      if (span.issued().isAfter(now.plus(SKEW))) {
        return Optional.of("it was issued at %s, which is yet to come".formatted(span.issued()));
      }
    }
    return maxAge.flatMap(limit -> refusalByAge(now, limit));
  }

  private Optional<String> refusalByAge(Instant now, Duration maxAge) {
    Optional<Instant> since = validity.map(Validity::issued).or(() -> timestamp);
    if (since.isEmpty()) {
      return Optional.of("it does not say how old it is");
    }
    if (since.get().isAfter(now.plus(SKEW))) {
      return Optional.of("it is of %s, which is yet to come".formatted(since.get()));
    }
    return Duration.between(since.get(), now).compareTo(maxAge) > 0
        ? Optional.of("it is of " + since.get())
        : Optional.empty();
  }

  /**
   * Why the list is older than another one of the same sources, cannot be told to be as new, or is
   * of others.
   *
   * @return empty if it is as new, or newer
   */
  public Optional<String> refusalAfter(Edition other) {
    if (!other.repositories.isEmpty() && !hasNameOf(other)) {
      return Optional.of(
          "it is of %s, the other list of %s: they cannot be compared"
              .formatted(named(), other.named()));
    }
    if (revisions.size() != other.revisions.size()) {
      return Optional.of(
          "it has %d sources, the other %d: their revisions cannot be compared"
              .formatted(revisions.size(), other.revisions.size()));
    }
    for (int source = 0; source < revisions.size(); source++) {
      Optional<String> older = olderRevision(source, other);
      if (older.isPresent()) {
        return older;
      }
    }
    Optional<String> older =
        older("issued", validity.map(Validity::issued), other.validity.map(Validity::issued));
    return older.isPresent() ? older : older("of", timestamp, other.timestamp);
  }

  /** Whether the two lists are of sources of which at least one has the same name. */
  public boolean hasNameOf(Edition other) {
    return other.repositories.stream().anyMatch(repositories::contains);
  }

  /** The sources' names, for people. */
  public String named() {
    return repositories.isEmpty() ? "a repository without a name" : String.join(", ", repositories);
  }

  private Optional<String> olderRevision(int source, Edition other) {
    Optional<String> mine = revisions.get(source);
    Optional<String> theirs = other.revisions.get(source);
    if (mine.equals(theirs)) {
      return Optional.empty();
    }
    String both =
        "source %d has revision %s, the other list %s"
            .formatted(source + 1, mine.orElse("none"), theirs.orElse("none"));
    if (!mine.filter(Edition::isNumber).isPresent()
        || !theirs.filter(Edition::isNumber).isPresent()) {
      return Optional.of(both + ": they cannot be compared");
    }
    return new BigInteger(mine.get()).compareTo(new BigInteger(theirs.get())) < 0
        ? Optional.of(both)
        : Optional.empty();
  }

  private static boolean isNumber(String revision) {
    return NUMBER.matcher(revision).matches();
  }

  private static Optional<String> older(
      String what, Optional<Instant> mine, Optional<Instant> theirs) {
    if (theirs.isEmpty()) {
      return Optional.empty();
    }
    if (mine.isEmpty()) {
      return Optional.of(
          "it does not say when it is %s, the other list does: %s".formatted(what, theirs.get()));
    }
    return mine.get().isBefore(theirs.get())
        ? Optional.of("it is %s %s, the other list %s".formatted(what, mine.get(), theirs.get()))
        : Optional.empty();
  }
}
