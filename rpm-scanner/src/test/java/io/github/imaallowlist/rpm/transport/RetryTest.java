package io.github.imaallowlist.rpm.transport;

import static io.github.imaallowlist.rpm.transport.Fetches.fetch;
import static io.github.imaallowlist.rpm.transport.Fetches.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.imaallowlist.fixtures.http.FolderServer;
import io.github.imaallowlist.fixtures.http.Misbehaviour;
import io.github.imaallowlist.fixtures.http.ScriptedServer;
import io.github.imaallowlist.rpm.transport.Fetches.RecordedBackoff;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class RetryTest {
  private static final byte[] CONTENT = Fetches.content(5_000);
  private final RecordedBackoff backoff = new RecordedBackoff();
  private final TransportSettings settings = TransportSettings.defaults().withBackoff(backoff);

  private static ScriptedServer failing(int times, String status, String fields) {
    return ScriptedServer.of(
        Misbehaviour.failsFirst(times, status, fields, Misbehaviour.honest(CONTENT, "\"a\"")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"408", "429", "500", "502", "503", "504"})
  void passingFailureIsTriedAgain(String status) throws IOException {
    try (ScriptedServer server = failing(3, status + " Later", "")) {
      assertThat(fetch(settings, server.uri("/"))).isEqualTo(CONTENT);
      assertThat(server.requests()).hasSize(4);
      assertThat(backoff.waits).containsExactly(Duration.ZERO, Duration.ZERO, Duration.ZERO);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"204", "300", "304", "400", "401", "403", "404", "410", "451", "501"})
  void lastingFailureIsNotTriedAgain(String status) throws IOException {
    try (ScriptedServer server = failing(1, status + " No", "")) {
      FetchFailedException failure =
          catchThrowableOfType(FetchFailedException.class, () -> fetch(settings, server.uri("/")));

      assertThat(failure.status()).hasValue(Integer.parseInt(status));
      assertThat(server.requests()).hasSize(1);
      assertThat(backoff.waits).isEmpty();
    }
  }

  @Test
  void serverSaysHowLongToWait() throws IOException {
    try (ScriptedServer server = failing(1, "429 Slow down", "Retry-After: 7\n")) {
      fetch(settings, server.uri("/"));

      assertThat(backoff.waits).containsExactly(Duration.ofSeconds(7));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"99999999", "Fri, 31 Dec 9999 23:59:59 GMT"})
  void serverDoesNotMakeUsWaitForever(String wish) throws IOException {
    try (ScriptedServer server = failing(1, "503 Later", "Retry-After: " + wish + "\n")) {
      fetch(settings, server.uri("/"));

      assertThat(backoff.waits).containsExactly(Statuses.MOST_PATIENCE);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "-5", "99999999999", "Mon, 05 Jan 2015 10:00:00 GMT", ""})
  void whatIsNoTimeToWaitIsIgnored(String wish) throws IOException {
    try (ScriptedServer server = failing(1, "503 Later", "Retry-After: " + wish + "\n")) {
      fetch(settings, server.uri("/"));

      assertThat(backoff.waits).containsExactly(Duration.ZERO);
    }
  }

  @Test
  void mirrorIsTriedWhenTheFirstDoesNotHaveIt() throws IOException {
    try (ScriptedServer without = failing(1, "404 Not here", "");
        ScriptedServer with = ScriptedServer.of(Misbehaviour.honest(CONTENT, "\"a\""))) {
      assertThat(fetch(settings, without.uri("/"), with.uri("/"))).isEqualTo(CONTENT);
    }
  }

  @Test
  void mirrorWithAnotherSizeIsPassedOver() throws IOException {
    try (ScriptedServer old = ScriptedServer.of(Misbehaviour.honest(new byte[9], "\"a\""));
        ScriptedServer with = ScriptedServer.of(Misbehaviour.honest(CONTENT, "\"a\""))) {
      byte[] fetched = fetch(request(old.uri("/"), with.uri("/")).withExpectedSize(CONTENT.length));

      assertThat(fetched).isEqualTo(CONTENT);
    }
  }

  @Test
  void failureNamesWhatHappenedAtEachMirror() throws IOException {
    try (ScriptedServer one = failing(9, "404 Not here", "");
        ScriptedServer two = failing(9, "503 Later", "")) {
      FetchFailedException failure =
          catchThrowableOfType(
              FetchFailedException.class,
              () -> fetch(settings, one.uri("/x"), two.uri("/x"), unreachable()));

      assertThat(failure.attempts()).isEqualTo(9);
      assertThat(failure.getMessage())
          .contains(one.uri("/x") + ": 404 Not here; ")
          .contains(two.uri("/x") + ": 503 Later (4 attempts); ")
          .contains(unreachable() + ": ")
          .hasLineCount(1);
      assertThat(failure.failure()).isEqualTo(FetchFailure.CONNECTION);
      assertThat(failure.status()).isEmpty();
    }
  }

  @Test
  void mirrorThatIsDownIsTriedLastFromThenOn() throws IOException {
    try (ScriptedServer up = ScriptedServer.of(Misbehaviour.honest(CONTENT, "\"a\""));
        HttpTransport transport = new HttpTransport(settings)) {
      for (int i = 0; i < 5; i++) {
        transport.fetch(request(unreachable(), up.uri("/")));
      }

      assertThat(backoff.waits).hasSize(3);
    }
  }

  /** Port 1 is never listened at: IANA gave it to tcpmux. */
  private static URI unreachable() {
    return URI.create("http://127.0.0.1:1/x");
  }

  @Test
  void unknownHostIsNotTriedAgain() {
    assertThatThrownBy(() -> fetch(settings, URI.create("http://host.invalid/")))
        .isInstanceOf(FetchFailedException.class)
        .hasMessageContaining("the host name cannot be resolved");
    assertThat(backoff.waits).isEmpty();
  }

  @Test
  void interruptEndsTheWait() throws IOException {
    TransportSettings sleepy =
        settings.withBackoff(
            (retry, least) -> {
              throw new InterruptedException();
            });
    try (ScriptedServer server = failing(1, "503 Later", "")) {
      assertThatThrownBy(() -> fetch(sleepy, server.uri("/")))
          .isInstanceOf(java.io.InterruptedIOException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void waitsDoubleUpToALimitAndChanceTakesHalfAtMost() {
    assertThat(ExponentialBackoff.delay(1, Duration.ZERO, 0)).hasMillis(500);
    assertThat(ExponentialBackoff.delay(1, Duration.ZERO, 1)).hasMillis(250);
    assertThat(ExponentialBackoff.delay(3, Duration.ZERO, 0)).hasMillis(2_000);
    assertThat(ExponentialBackoff.delay(100, Duration.ZERO, 0)).hasSeconds(30);
    assertThat(ExponentialBackoff.delay(1, Duration.ofSeconds(9), 0)).hasSeconds(9);
  }

  @Test
  void datesAreReadAsHttpHasThem() {
    String text = FolderServer.httpDate(Instant.parse("2015-01-05T10:00:00Z"));

    assertThat(text).isEqualTo("Mon, 05 Jan 2015 10:00:00 GMT");
    assertThat(Representation.instant(text)).hasValue(Instant.parse("2015-01-05T10:00:00Z"));
    assertThat(Representation.instant("yesterday")).isEmpty();
  }
}
