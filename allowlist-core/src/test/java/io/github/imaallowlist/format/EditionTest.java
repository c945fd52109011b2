package io.github.imaallowlist.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class EditionTest {
  private static final Instant ISSUED = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);
  private static final Optional<Duration> ANY_AGE = Optional.empty();

  private static Edition valid(Duration duration) {
    return new Edition(Optional.empty(), Optional.of(Validity.of(ISSUED, duration)), List.of());
  }

  private static Edition of(String timestamp, String... revisions) {
    return Edition.of(
        Optional.of(timestamp),
        Optional.empty(),
        Arrays.stream(revisions)
            .map(revision -> Optional.of(revision).filter(text -> !text.isEmpty()))
            .toList(),
        List.of());
  }

  private static Edition named(String... names) {
    return new Edition(Optional.empty(), Optional.empty(), List.of(), List.of(names));
  }

  @Test
  void aListOfAnotherRepositoryIsNoNewerState() {
    assertThat(named("stable").refusalAfter(named("stable"))).isEmpty();
    assertThat(named("stable", "extra").refusalAfter(named("stable"))).isEmpty();
    assertThat(named("stable").refusalAfter(named())).isEmpty();
    assertThat(named("testing").refusalAfter(named("stable")))
        .contains("it is of testing, the other list of stable: they cannot be compared");
    assertThat(named().refusalAfter(named("stable")))
        .contains(
            "it is of a repository without a name, the other list of stable: they cannot be"
                + " compared");
  }

  @Test
  void aListIsValidUntilTheMomentItExpires() {
    Edition list = valid(DAY);
    assertThat(list.refusalAt(ISSUED, ANY_AGE)).isEmpty();
    assertThat(list.refusalAt(ISSUED.plus(DAY).minusMillis(1), ANY_AGE)).isEmpty();
    assertThat(list.refusalAt(ISSUED.plus(DAY), ANY_AGE))
        .contains("it expired at 2026-03-02T12:00:00Z");
  }

  @Test
  void aListFromTheFutureIsRefusedUnlessTheClocksAreNearlyRight() {
    Edition list = valid(DAY);
    assertThat(list.refusalAt(ISSUED.minusSeconds(300), ANY_AGE)).isEmpty();
    assertThat(list.refusalAt(ISSUED.minusSeconds(301), ANY_AGE))
        .contains("it was issued at 2026-03-01T12:00:00Z, which is yet to come");
    Edition stamped = of("2026-03-01T12:00:00Z");
    assertThat(stamped.refusalAt(ISSUED.minus(DAY), Optional.of(DAY))).isPresent();
  }

  @Test
  void ageCountsFromTheIssueElseFromTheTimestamp() {
    Instant now = ISSUED.plus(DAY);
    assertThat(valid(DAY.multipliedBy(2)).refusalAt(now, Optional.of(DAY))).isEmpty();
    assertThat(valid(DAY.multipliedBy(2)).refusalAt(now, Optional.of(DAY.minusSeconds(1))))
        .contains("it is of 2026-03-01T12:00:00Z");
    assertThat(of("2026-03-01T13:00:00+01:00").refusalAt(now, Optional.of(DAY))).isEmpty();
    assertThat(of("2026-03-01T12:59:59+01:00").refusalAt(now, Optional.of(DAY))).isPresent();
  }

  @Test
  void aListThatHasNoTimeIsOfNoAge() {
    assertThat(Edition.UNKNOWN.refusalAt(ISSUED, ANY_AGE)).isEmpty();
    assertThat(Edition.UNKNOWN.refusalAt(ISSUED, Optional.of(DAY)))
        .contains("it does not say how old it is");
    assertThat(of("yesterday").refusalAt(ISSUED, Optional.of(DAY))).isPresent();
  }

  @Test
  void revisionsAreComparedAsNumbers() {
    Edition old = of("2026-03-01T12:00:00Z", "999", "10");
    assertThat(of("2026-03-01T12:00:00Z", "999", "10").refusalAfter(old)).isEmpty();
    assertThat(of("2026-03-01T12:00:00Z", "1000", "10").refusalAfter(old)).isEmpty();
    assertThat(of("2026-03-01T12:00:00Z", "999", "9").refusalAfter(old))
        .contains("source 2 has revision 9, the other list 10");
  }

  @Test
  void whatCannotBeComparedIsRefused() {
    Edition old = of("2026-03-01T12:00:00Z", "r1");
    assertThat(of("2026-03-01T12:00:00Z", "r1").refusalAfter(old)).isEmpty();
    assertThat(of("2026-03-01T12:00:00Z", "r2").refusalAfter(old).orElseThrow())
        .endsWith("they cannot be compared");
    assertThat(of("2026-03-01T12:00:00Z", "").refusalAfter(old)).isPresent();
    assertThat(of("2026-03-01T12:00:00Z").refusalAfter(old).orElseThrow())
        .startsWith("it has 0 sources, the other 1");
  }

  @Test
  void timesMustNotGoBack() {
    Edition old = of("2026-03-01T12:00:00Z", "1");
    assertThat(of("2026-03-01T11:59:59Z", "2").refusalAfter(old))
        .contains("it is of 2026-03-01T11:59:59Z, the other list 2026-03-01T12:00:00Z");
    assertThat(of("never", "2").refusalAfter(old).orElseThrow())
        .startsWith("it does not say when it is of");
    Edition later =
        new Edition(Optional.empty(), Optional.of(Validity.of(ISSUED.plus(DAY), DAY)), List.of());
    assertThat(valid(DAY).refusalAfter(later)).isPresent();
    assertThat(later.refusalAfter(valid(DAY))).isEmpty();
  }

  @Test
  void aValidityHasAnEndAfterItsStart() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Validity(ISSUED, ISSUED));
    assertThat(Validity.of(ISSUED.plusNanos(5), DAY).expires()).isEqualTo(ISSUED.plus(DAY));
  }
}
