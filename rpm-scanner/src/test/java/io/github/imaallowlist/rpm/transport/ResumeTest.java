package io.github.imaallowlist.rpm.transport;

import static io.github.imaallowlist.rpm.transport.Fetches.fetch;
import static io.github.imaallowlist.rpm.transport.Fetches.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.fixtures.http.Misbehaviour;
import io.github.imaallowlist.fixtures.http.ScriptedServer;
import io.github.imaallowlist.fixtures.http.ScriptedServer.Script;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class ResumeTest {
  private static final byte[] CONTENT = Fetches.content(300_000);
  private static final byte[] OTHER = Fetches.content(300_001);
  private static final String TAG = "\"v1\"";

  @Test
  void goesOnFromWhereTheConnectionBroke() throws IOException {
    try (ScriptedServer server =
        ScriptedServer.of(Misbehaviour.cutsOff(CONTENT, 100_000, 2, TAG))) {
      assertThat(fetch(server.uri("/"))).isEqualTo(CONTENT);

      assertThat(server.requests()).hasSize(3);
      assertThat(server.requests().get(1).header("Range")).hasValue("bytes=100000-299999");
      assertThat(server.requests().get(1).header("If-Range")).hasValue(TAG);
      assertThat(server.requests().get(2).header("Range")).hasValue("bytes=200000-299999");
    }
  }

  @Test
  void goesOnWithinARange() throws IOException {
    Script breaks =
        (request, number, reply) ->
            reply
                .head(
                    """
                    HTTP/1.1 206 Partial
                    ETag: "v1"
                    Content-Length: 1000
                    Content-Range: bytes 500-1499/300000

                    """)
                .bytes(CONTENT, 500, 600)
                .hangUp();
    try (ScriptedServer server =
        ScriptedServer.of(Misbehaviour.first(breaks, Misbehaviour.honest(CONTENT, TAG)))) {
      byte[] part = fetch(request(server.uri("/")).withRange(new ByteRange(500, 1_499)));

      assertThat(part).isEqualTo(Arrays.copyOfRange(CONTENT, 500, 1_500));
      assertThat(server.requests().get(1).header("Range")).hasValue("bytes=600-1499");
    }
  }

  @Test
  void serverThatAlwaysBreaksIsLeftAfterSomeAttempts() throws IOException {
    try (ScriptedServer server =
        ScriptedServer.of(Misbehaviour.cutsOff(CONTENT, 10, Integer.MAX_VALUE, TAG))) {
      assertThatThrownBy(() -> fetch(server.uri("/")))
          .isInstanceOf(FetchFailedException.class)
          .hasMessageContaining("(4 attempts)");
      assertThat(server.requests()).hasSize(4);
    }
  }

  @Test
  void serverWithoutRangesIsReadAgainAndNothingHandedOutTwice() throws IOException {
    Script again = Misbehaviour.ignoresRange(CONTENT, TAG);
    try (ScriptedServer server = breaksThen(again)) {
      assertThat(fetch(server.uri("/"))).isEqualTo(CONTENT);
    }
  }

  @Test
  void fileSwappedMidwayIsNeverSpliced() throws IOException {
    try (ScriptedServer server = breaksThen(Misbehaviour.honest(OTHER, "\"v2\""))) {
      assertChanged(server);
    }
  }

  /** It lies: the tag is another, but it sends the range all the same. */
  @Test
  void rangeOfAnotherStateIsNeverSpliced() throws IOException {
    Script lie =
        (request, number, reply) ->
            reply.send(
                "206 Partial Content",
                "ETag: \"v2\"\nContent-Range: bytes 100-299999/300000\n",
                Arrays.copyOfRange(OTHER, 100, 300_000));
    try (ScriptedServer server = breaksThen(lie)) {
      assertChanged(server);
    }
  }

  @Test
  void otherSizeUnderTheSameTagIsNeverSpliced() throws IOException {
    try (ScriptedServer server = breaksThen(Misbehaviour.ignoresRange(OTHER, TAG))) {
      assertChanged(server);
    }
  }

  private static void assertChanged(ScriptedServer server) {
    assertThatThrownBy(() -> fetch(server.uri("/")))
        .isInstanceOfSatisfying(
            FetchFailedException.class,
            e -> assertThat(e.failure()).isEqualTo(FetchFailure.CHANGED));
  }

  @Test
  void partWithoutTagCannotBeProvedToBelongAndIsRefused() throws IOException {
    Script untagged =
        (request, number, reply) ->
            reply.send(
                "206 Partial Content",
                "Content-Range: bytes 100-299999/300000\n",
                Arrays.copyOfRange(CONTENT, 100, 300_000));
    try (ScriptedServer server = breaksThen(untagged)) {
      assertChanged(server);
    }
  }

  @Test
  void withoutTagAndDateThereIsNoResume() throws IOException {
    Script breaks =
        (request, number, reply) ->
            reply
                .head("HTTP/1.1 200 OK\nContent-Length: 300000\n\n")
                .bytes(CONTENT, 0, 100)
                .hangUp();
    try (ScriptedServer server = ScriptedServer.of(breaks)) {
      assertThatThrownBy(() -> fetch(server.uri("/")))
          .isInstanceOf(FetchFailedException.class)
          .hasMessageContaining("no ETag or date by which to resume");
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void weakTagIsNoneAndADateOfLongAgoWillDo() throws IOException {
    String state = "ETag: W/\"weak\"\n" + Misbehaviour.longAgo();
    Script breaks =
        (request, number, reply) ->
            reply
                .head("HTTP/1.1 200 OK\nContent-Length: 300000\n" + state + "\n")
                .bytes(CONTENT, 0, 100)
                .hangUp();
    Script rest =
        (request, number, reply) ->
            reply.send(
                "206 Partial Content",
                state + "Content-Range: bytes 100-299999/300000\n",
                Arrays.copyOfRange(CONTENT, 100, 300_000));
    try (ScriptedServer server = ScriptedServer.of(Misbehaviour.first(breaks, rest))) {
      assertThat(fetch(server.uri("/"))).isEqualTo(CONTENT);
      assertThat(server.requests().get(1).header("If-Range"))
          .hasValue("Mon, 05 Jan 2015 10:00:00 GMT");
    }
  }

  @Test
  void goesOnAtAMirrorThatHasTheSameFileByDateAndSize() throws IOException {
    Script breaks =
        (request, number, reply) ->
            reply
                .head(
                    "HTTP/1.1 200 OK\nContent-Length: 300000\nETag: \"a\"\n"
                        + Misbehaviour.longAgo()
                        + "\n")
                .bytes(CONTENT, 0, 100)
                .hangUp();
    Script mirror =
        (request, number, reply) ->
            reply.send("200 OK", "ETag: \"b\"\n" + Misbehaviour.longAgo(), CONTENT);
    Script gone = (request, number, reply) -> reply.send("404 Gone", "", new byte[0]);
    try (ScriptedServer first = ScriptedServer.of(Misbehaviour.first(breaks, gone));
        ScriptedServer second = ScriptedServer.of(mirror)) {
      assertThat(fetch(first.uri("/"), second.uri("/"))).isEqualTo(CONTENT);
    }
  }

  @Test
  void neverGoesOnAtAMirrorThatHasAnotherFile() throws IOException {
    Script gone = (request, number, reply) -> reply.send("404 Gone", "", new byte[0]);
    try (ScriptedServer first = breaksThen(gone);
        ScriptedServer second = ScriptedServer.of(Misbehaviour.honest(OTHER, TAG))) {
      assertThatThrownBy(() -> fetch(first.uri("/"), second.uri("/")))
          .isInstanceOf(FetchFailedException.class)
          .hasMessageContaining("it changed while it was read, after 100 bytes");
    }
  }

  private static ScriptedServer breaksThen(Script later) {
    return ScriptedServer.of(Misbehaviour.first(Misbehaviour.cutsOff(CONTENT, 100, 1, TAG), later));
  }
}
