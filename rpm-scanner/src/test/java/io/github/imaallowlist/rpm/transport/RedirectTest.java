package io.github.imaallowlist.rpm.transport;

import static io.github.imaallowlist.rpm.transport.Fetches.fetch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.fixtures.http.HttpRequestHead;
import io.github.imaallowlist.fixtures.http.Misbehaviour;
import io.github.imaallowlist.fixtures.http.ScriptedServer;
import io.github.imaallowlist.fixtures.http.ScriptedServer.Script;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class RedirectTest {
  private static final byte[] CONTENT = Fetches.content(5_000);
  private static final Script HONEST = Misbehaviour.honest(CONTENT, "\"a\"");

  @ParameterizedTest
  @ValueSource(strings = {"301", "302", "303", "307", "308"})
  void everyKindIsFollowed(String status) throws IOException {
    Script away = Misbehaviour.failsFirst(1, status + " Away", "Location: /there\n", HONEST);
    try (ScriptedServer server = ScriptedServer.of(away)) {
      assertThat(fetch(server.uri("/here"))).isEqualTo(CONTENT);
      assertThat(targets(server)).containsExactly("/here", "/there");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "b, /a/b",
    "../c?x=1, /c?x=1",
    "/a%20b, /a%20b",
    "/a b, /a%20b",
    "/d#part, /d",
    "?y, /a/?y"
  })
  void relativeReferenceIsResolved(String reference, String target) throws IOException {
    Script away = Misbehaviour.failsFirst(1, "302 Away", "Location: " + reference + "\n", HONEST);
    try (ScriptedServer server = ScriptedServer.of(away)) {
      fetch(server.uri("/a/"));
      assertThat(targets(server)).containsExactly("/a/", target);
    }
  }

  @Test
  void circleIsNoticed() throws IOException {
    try (ScriptedServer server = ScriptedServer.of(Misbehaviour.redirects("/again"))) {
      assertThatThrownBy(() -> fetch(server.uri("/")))
          .isInstanceOf(FetchFailedException.class)
          .hasMessageContaining("redirects in a circle");
    }
  }

  @Test
  void endlessChainIsNotFollowed() throws IOException {
    Script chain =
        (request, number, reply) ->
            reply.send("302 Found", "Location: /%d\n".formatted(number), new byte[0]);
    try (ScriptedServer server = ScriptedServer.of(chain)) {
      assertThatThrownBy(() -> fetch(server.uri("/")))
          .hasMessageContaining("redirects more than 10 times");
      assertThat(server.requests()).hasSize(11);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///etc/passwd",
        "ftp://127.0.0.1/x",
        "jar:file:///x.jar!/y",
        "http:///nohost",
        "http://[::1",
        "http://127.0.0.1:99999/",
        "javascript:alert(1)",
        ""
      })
  void onlyHttpIsFollowed(String reference) throws IOException {
    try (ScriptedServer server = ScriptedServer.of(Misbehaviour.redirects(reference))) {
      assertThatThrownBy(() -> fetch(server.uri("/")))
          .isInstanceOfSatisfying(
              FetchFailedException.class,
              e -> assertThat(e.failure()).isEqualTo(FetchFailure.PROTOCOL));
    }
  }

  @Test
  void passwordOfTheUrlGoesToItsOriginAlone() throws IOException {
    try (ScriptedServer other = ScriptedServer.of(HONEST);
        ScriptedServer server =
            ScriptedServer.of(
                (request, number, reply) ->
                    reply.send(
                        "302 Found",
                        "Location: %s\n".formatted(number == 1 ? "/again" : other.uri("/x")),
                        new byte[0]))) {
      fetch(URI.create("http://me:s%40cret@" + server.authority() + "/"));

      String basic = Location.basic("me", "s@cret");
      assertThat(server.requests())
          .hasSize(2)
          .allMatch(request -> request.header("Authorization").orElse("").equals(basic));
      assertThat(other.requests()).hasSize(1).allMatch(RedirectTest::isAnonymous);
    }
  }

  @Test
  void passwordOfTheSettingsGoesToItsOriginAlone() throws IOException {
    try (ScriptedServer other = ScriptedServer.of(HONEST);
        ScriptedServer server =
            ScriptedServer.of(Misbehaviour.redirects(other.uri("/x").toString()))) {
      Credentials credentials = new Credentials(other.uri("/"), "you", "secret");
      fetch(Fetches.settings().withCredentials(List.of(credentials)), server.uri("/"));

      assertThat(server.requests()).allMatch(RedirectTest::isAnonymous);
      assertThat(other.requests().get(0).header("Authorization"))
          .hasValue(Location.basic("you", "secret"));
    }
  }

  /** Else a server could have us try passwords at another. */
  @Test
  void userinfoInARedirectIsNotHonoured() throws IOException {
    try (ScriptedServer other = ScriptedServer.of(HONEST);
        ScriptedServer server =
            ScriptedServer.of(Misbehaviour.redirects("http://x:y@" + other.authority() + "/"))) {
      fetch(server.uri("/"));

      assertThat(other.requests()).hasSize(1).allMatch(RedirectTest::isAnonymous);
    }
  }

  @Test
  void passwordIsInNoMessage() throws IOException {
    try (ScriptedServer server = ScriptedServer.of(Misbehaviour.raw("HTTP/1.1 401 No\n\n"))) {
      URI uri = URI.create("http://me:s3cret@" + server.authority() + "/?token=t0ken");
      assertThatThrownBy(() -> fetch(uri))
          .isInstanceOfSatisfying(
              FetchFailedException.class,
              e ->
                  assertThat(e.location() + e.remedy() + e.name())
                      .doesNotContain("s3cret")
                      .doesNotContain("t0ken"))
          .message()
          .doesNotContain("s3cret")
          .doesNotContain("t0ken");
      assertThat(FetchRequest.of(uri, 5)).asString().doesNotContain("s3cret");
      assertThat(FetchRequest.of(uri, 5).name()).doesNotContain("s3cret");
      assertThat(new Credentials(uri, "me", "s3cret")).asString().doesNotContain("s3cret");
    }
  }

  private static boolean isAnonymous(HttpRequestHead request) {
    return request.header("Authorization").isEmpty();
  }

  private static List<String> targets(ScriptedServer server) {
    return server.requests().stream().map(HttpRequestHead::target).toList();
  }
}
