package io.github.imaallowlist.rpm.transport;

import static io.github.imaallowlist.rpm.transport.Fetches.fetch;
import static io.github.imaallowlist.rpm.transport.Fetches.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.imaallowlist.fixtures.http.Misbehaviour;
import io.github.imaallowlist.fixtures.http.ScriptedServer;
import io.github.imaallowlist.fixtures.http.ScriptedServer.Script;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class HostileServerTest {
  private static final byte[] CONTENT = Fetches.content(5_000);

  static Stream<Arguments> slowServers() {
    return Stream.of(
        Arguments.of("no answer within 0.4 s", Misbehaviour.neverAnswers()),
        Arguments.of("no answer within 0.4 s", Misbehaviour.dripsHeader(5)),
        Arguments.of("bytes a second over 0.4 s", Misbehaviour.dripsBody(5)),
        Arguments.of("nothing came for 0.4 s", Misbehaviour.stalls(CONTENT, 0, "\"a\"")));
  }

  @ParameterizedTest
  @MethodSource("slowServers")
  void slowServerIsLeft(String problem, Script script) throws IOException {
    try (ScriptedServer server = ScriptedServer.of(script)) {
      TransportSettings settings = Fetches.settings().withTimeLimits(Fetches.SHORT).withAttempts(2);

      FetchFailedException failure =
          catchThrowableOfType(FetchFailedException.class, () -> fetch(settings, server.uri("/")));

      assertThat(failure.failure()).isEqualTo(FetchFailure.CONNECTION);
      assertThat(failure.attempts()).isEqualTo(2);
      assertThat(failure).hasMessageContaining(problem);
    }
  }

  static Stream<Arguments> brokenAnswers() {
    String ok = "HTTP/1.1 200 OK\n";
    return Stream.of(
        Arguments.of("the answer is not HTTP", "SSH-2.0-OpenSSH_9.2\n\n"),
        Arguments.of("the answer is not HTTP", "HTTP/1.1 abc OK\n\n"),
        Arguments.of("too long", ok + "X: " + "y".repeat(20_000) + "\n\n"),
        Arguments.of("too long", ok + "X: y\n".repeat(200) + "\n"),
        Arguments.of("chunks", ok + "Transfer-Encoding: chunked\n\nzz\nhello\n0\n\n"),
        Arguments.of("chunks", ok + "Transfer-Encoding: chunked\n\n5\nhelloxx\n0\n\n"),
        Arguments.of("does not say where it ends", ok + "\nhello"),
        Arguments.of("is coded", ok + "Content-Encoding: gzip\nContent-Length: 2\n\nhi"),
        Arguments.of("is coded", ok + "Content-Encoding: br\nContent-Length: 2\n\nhi"),
        Arguments.of(
            "a partial answer to a request for the whole",
            "HTTP/1.1 206 OK\nContent-Range: bytes 0-1/2\nContent-Length: 2\n\nhi"));
  }

  @ParameterizedTest
  @MethodSource("brokenAnswers")
  void brokenAnswerIsRefusedAndNotAskedForAgain(String problem, String answer) throws IOException {
    try (ScriptedServer server = ScriptedServer.of(Misbehaviour.raw(answer))) {
      FetchFailedException failure =
          catchThrowableOfType(FetchFailedException.class, () -> fetch(server.uri("/")));

      assertThat(failure).hasMessageContaining(problem);
      assertThat(failure.failure()).isEqualTo(FetchFailure.PROTOCOL);
      assertThat(failure.attempts()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes 10-19/5000",
        "bytes 0-8/5000",
        "bytes 0-10/5000",
        "bytes 0-9/5",
        "bytes 9-0/5000",
        "bytes 0-9/99999999999999999999",
        "bytes */5000",
        "lines 0-9/5000",
        ""
      })
  void lieAboutTheRangeIsAnError(String contentRange) throws IOException {
    Script lie =
        (request, number, reply) ->
            reply.send(
                "206 Partial Content", "Content-Range: " + contentRange + "\n", new byte[10]);
    try (ScriptedServer server = ScriptedServer.of(lie)) {
      assertThatThrownBy(() -> fetch(request(server.uri("/")).withRange(new ByteRange(0, 9))))
          .isInstanceOfSatisfying(
              FetchFailedException.class,
              e -> assertThat(e.failure()).isEqualTo(FetchFailure.PROTOCOL));
    }
  }

  @Test
  void contentLengthThatContradictsTheRangeIsAnError() throws IOException {
    Script lie =
        (request, number, reply) ->
            reply.send("206 Partial", "Content-Range: bytes 0-9/5000\n", new byte[11]);
    try (ScriptedServer server = ScriptedServer.of(lie)) {
      assertThatThrownBy(() -> fetch(request(server.uri("/")).withRange(new ByteRange(0, 9))))
          .hasMessageContaining("a Content-Length of 11 bytes and a Content-Range of 10");
    }
  }

  @Test
  void bodyShorterThanItsLengthIsABrokenConnection() throws IOException {
    Script brief = Misbehaviour.raw("HTTP/1.1 200 OK\nContent-Length: 10\n\nhello");
    try (ScriptedServer server = ScriptedServer.of(brief)) {
      assertThatThrownBy(() -> fetch(server.uri("/")))
          .isInstanceOfSatisfying(
              FetchFailedException.class,
              e -> assertThat(e.failure()).isEqualTo(FetchFailure.CONNECTION));
    }
  }

  @Test
  void chunkedBodyMayNotGoOnBeyondTheExpectedSize() throws IOException {
    Script chunked =
        Misbehaviour.raw("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n5\nhello\n0\n\n");
    try (ScriptedServer server = ScriptedServer.of(chunked)) {
      assertThat(fetch(request(server.uri("/")).withExpectedSize(5))).hasSize(5);
      assertThatThrownBy(() -> fetch(request(server.uri("/")).withExpectedSize(4)))
          .hasMessageContaining("has more than the 4 bytes expected");
      assertThatThrownBy(() -> fetch(request(server.uri("/")).withExpectedSize(6)))
          .hasMessageContaining("ended after 5 of 6 bytes");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"endlessHeaders", "endlessHeaderLine"})
  void endlessHeaderIsRefused(String which) throws IOException {
    Script script =
        which.equals("endlessHeaders")
            ? Misbehaviour.endlessHeaders()
            : Misbehaviour.endlessHeaderLine();
    try (ScriptedServer server = ScriptedServer.of(script)) {
      assertThatThrownBy(() -> fetch(server.uri("/"))).hasMessageContaining("too long");
    }
  }

  /** Apache's httpd calls them so by their names; they are sent as they are. */
  @ParameterizedTest
  @ValueSource(strings = {"gzip", "x-gzip"})
  void gzipFileThatIsCalledGzipCodedComesAsItIs(String coding) throws IOException {
    Script labels =
        (request, number, reply) ->
            reply.send("200 OK", "Content-Encoding: " + coding + "\n", CONTENT);
    try (ScriptedServer server = ScriptedServer.of(labels)) {
      assertThat(fetch(server.uri("/primary.xml.gz"))).isEqualTo(CONTENT);
    }
  }

  @Test
  void nothingThatAServerSaysSteersATerminal() throws IOException {
    Script colours = Misbehaviour.raw("HTTP/1.1 404 \u001b[31mred\nContent-Length: 0\n\n");
    try (ScriptedServer server = ScriptedServer.of(colours)) {
      assertThatThrownBy(() -> fetch(server.uri("/")))
          .message()
          .doesNotContain("\u001b")
          .contains("404 ?[31mred");
    }
  }
}
