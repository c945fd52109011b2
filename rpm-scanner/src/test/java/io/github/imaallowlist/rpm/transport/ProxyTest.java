package io.github.imaallowlist.rpm.transport;

import static io.github.imaallowlist.rpm.transport.Fetches.fetch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.fixtures.http.ForwardProxy;
import io.github.imaallowlist.fixtures.http.HttpRequestHead;
import io.github.imaallowlist.fixtures.http.Misbehaviour;
import io.github.imaallowlist.fixtures.http.ScriptedServer;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class ProxyTest {
  private static final byte[] CONTENT = Fetches.content(5_000);

  private static TransportSettings through(Map<String, String> environment) {
    return Fetches.settings().withProxies(ProxySettings.of(environment));
  }

  @Test
  void plainRequestGoesThroughTheProxyWithItsPassword() throws IOException {
    try (ForwardProxy proxy = ForwardProxy.withPassword("me:p@ss");
        ScriptedServer server = ScriptedServer.of(Misbehaviour.honest(CONTENT, "\"a\""))) {
      String variable = "http://me:p%40ss@" + proxy.authority();

      assertThat(fetch(through(Map.of("http_proxy", variable)), server.uri("/x")))
          .isEqualTo(CONTENT);

      assertThat(proxy.requests().get(0).target()).isEqualTo(server.uri("/x").toString());
      HttpRequestHead arrived = server.requests().get(0);
      assertThat(arrived.header("Authorization")).isEmpty();
      assertThat(arrived.header("Proxy-Authorization")).isEmpty();
    }
  }

  @Test
  void exceptedHostIsReachedDirectly() throws IOException {
    try (ForwardProxy proxy = ForwardProxy.open();
        ScriptedServer server = ScriptedServer.of(Misbehaviour.honest(CONTENT, "\"a\""))) {
      Map<String, String> environment =
          Map.of("http_proxy", proxy.authority(), "no_proxy", "127.0.0.1");

      assertThat(fetch(through(environment), server.uri("/x"))).isEqualTo(CONTENT);
      assertThat(proxy.requests()).isEmpty();
    }
  }

  @Test
  void proxyThatRefusesIsNamedWithoutPassword() throws IOException {
    try (ForwardProxy proxy = ForwardProxy.withPassword("me:right");
        ScriptedServer server = ScriptedServer.of(Misbehaviour.honest(CONTENT, "\"a\""))) {
      String variable = "http://me:wr0ng@" + proxy.authority();

      assertThatThrownBy(() -> fetch(through(Map.of("all_proxy", variable)), server.uri("/x")))
          .isInstanceOfSatisfying(
              FetchFailedException.class, e -> assertThat(e.remedy()).contains("proxy"))
          .hasMessageContaining("the proxy %s refuses: 407".formatted(proxy.authority()))
          .message()
          .doesNotContain("wr0ng");
      assertThat(server.requests()).isEmpty();
    }
  }

  /** What a proxy answers to CONNECT is not the server's word, and must not lead elsewhere. */
  @ParameterizedTest
  @ValueSource(strings = {"302 Found", "407 Who", "502 Bad", "206 Partial Content"})
  void answerOfTheProxyIsNotTakenForTheServers(String status) throws IOException {
    try (ScriptedServer elsewhere = ScriptedServer.of(Misbehaviour.honest(CONTENT, "\"a\""));
        ScriptedServer proxy =
            ScriptedServer.of(
                (request, number, reply) ->
                    reply.send(status, "Location: %s\n".formatted(elsewhere.uri("/x")), CONTENT))) {
      assertThatThrownBy(
              () ->
                  fetch(
                      through(Map.of("https_proxy", proxy.authority())),
                      URI.create("https://repository.example/x")))
          .isInstanceOf(FetchFailedException.class)
          .hasMessageContaining("the proxy %s refuses: %s".formatted(proxy.authority(), status));
      assertThat(elsewhere.requests()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"socks5://user:s3cret@host:1080", "https://user:s3cret@host", "http://a b/", "::"})
  void proxyThatCannotBeUsedIsAnErrorThatNamesTheVariable(String value) {
    assertThatThrownBy(
            () ->
                fetch(through(Map.of("all_proxy", value)), URI.create("http://repository.example")))
        .isInstanceOf(FetchFailedException.class)
        .hasMessageContaining("the environment variable all_proxy")
        .message()
        .doesNotContain("s3cret");
  }

  @ParameterizedTest
  @CsvSource({
    "http, http_proxy, true",
    "http, HTTP_PROXY, false",
    "http, all_proxy, true",
    "http, ALL_PROXY, true",
    "http, https_proxy, false",
    "https, https_proxy, true",
    "https, HTTPS_PROXY, true",
    "https, all_proxy, true",
    "https, http_proxy, false"
  })
  void variablesAreReadAsCurlDoes(String scheme, String variable, boolean used) throws IOException {
    ProxySettings proxies = ProxySettings.of(Map.of(variable, "proxy.example:3128"));

    Optional<Proxy> proxy = proxies.proxyFor(new Origin(scheme, "host.example", 80));

    assertThat(proxy.map(Proxy::toString))
        .isEqualTo(used ? Optional.of("proxy.example:3128") : Optional.empty());
  }

  @Test
  void lowerCaseGoesFirstAndEmptyIsNone() throws IOException {
    Origin origin = new Origin("https", "host.example", 443);

    assertThat(ProxySettings.of(Map.of("https_proxy", "a", "HTTPS_PROXY", "b")).proxyFor(origin))
        .hasToString("Optional[a:1080]");
    assertThat(ProxySettings.of(Map.of("https_proxy", "", "HTTPS_PROXY", "b")).proxyFor(origin))
        .hasToString("Optional[b:1080]");
    assertThat(ProxySettings.of(Map.of("https_proxy", "u:p@a"))).asString().doesNotContain("u:p");
  }

  @ParameterizedTest
  @CsvSource({
    "*, host.example, 80, true",
    "example, host.example, 80, true",
    ".example, host.example, 80, true",
    "host.example, host.example, 80, true",
    "host.example., host.example, 80, true",
    "HOST.example, host.example, 80, true",
    "ost.example, host.example, 80, false",
    "other, host.example, 80, false",
    "'a, b host.example', host.example, 80, true",
    "host.example:80, host.example, 80, true",
    "host.example:81, host.example, 80, false",
    "10.0.0.0/8, 10.1.2.3, 80, true",
    "10.0.0.0/8, 11.1.2.3, 80, false",
    "10.0.0.0/99, 10.1.2.3, 80, false",
    "10.1.2.3, 10.1.2.3, 80, true",
    "2.3, 10.1.2.3, 80, false",
    "::1, [::1], 80, true",
    "[::1]:80, [::1], 80, true",
    "fe80::/10, [fe80::1], 80, true",
    "10.0.0.0/8, ten.example, 80, false",
    "'', host.example, 80, false"
  })
  void exceptionsMatchAsCurlDoes(String noProxy, String host, int port, boolean direct)
      throws IOException {
    ProxySettings proxies =
        ProxySettings.of(Map.of("http_proxy", "proxy.example", "no_proxy", noProxy));

    assertThat(proxies.proxyFor(new Origin("http", host, port)).isEmpty()).isEqualTo(direct);
  }
}
