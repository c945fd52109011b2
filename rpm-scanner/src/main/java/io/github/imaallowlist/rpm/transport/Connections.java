package io.github.imaallowlist.rpm.transport;

import io.github.imaallowlist.error.InputException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.Optional;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.auth.AuthExchange;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.auth.BasicScheme;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolReusePolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * The connections to all servers and proxies. Sends one request, follows nothing, decodes nothing,
 * repeats nothing: what the library would do of itself is switched off.
 */
final class Connections implements AutoCloseable {
  /** Bytes of one header line; curl allows 100 KB ({@code CURL_MAX_HTTP_HEADER}). */
  private static final int HEADER_LINE = 16 << 10;

  /** Header fields of one answer; usual are 10 to 20. */
  private static final int HEADER_FIELDS = 100;

  /** More than any number of threads that fetch at once, so that the pool never makes one wait. */
  private static final int MOST = 10_000;

  /** An idle connection is looked at before it is used again: the server may have closed it. */
  private static final TimeValue UNCHECKED = TimeValue.ofMilliseconds(500);

  private static final String PROXY = "io.github.imaallowlist.proxy";
  private static final String ANSWERED_BY_TARGET = "io.github.imaallowlist.answered-by-target";

  private final TransportSettings settings;
  private final Watchdog watchdog;
  private final CloseableHttpClient client;

  Connections(TransportSettings settings, Watchdog watchdog) {
    this.settings = settings;
    this.watchdog = watchdog;
    this.client = client(settings);
  }

  private static CloseableHttpClient client(TransportSettings settings) {
    TimeLimits limits = settings.timeLimits();
    return HttpClients.custom()
        .setConnectionManager(pool(settings))
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setConnectionRequestTimeout(timeout(limits.response()))
                .setResponseTimeout(timeout(longer(limits.response(), limits.idle())))
                .setProtocolUpgradeEnabled(false)
                .setRedirectsEnabled(false)
                .build())
        .setUserAgent("ima-allowlist")
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableContentCompression()
        .disableCookieManagement()
        .setDefaultCookieSpecRegistry(name -> null)
        .disableAuthCaching()
        .disableConnectionState()
        .setRoutePlanner(Connections::route)
        .addExecInterceptorBefore(
            ChainElement.MAIN_TRANSPORT.name(),
            "target",
            (request, scope, chain) -> {
              scope.clientContext.setAttribute(ANSWERED_BY_TARGET, true);
              return chain.proceed(request, scope);
            })
        .build();
  }

  private static PoolingHttpClientConnectionManager pool(TransportSettings settings) {
    TimeLimits limits = settings.timeLimits();
    return PoolingHttpClientConnectionManagerBuilder.create()
        .setMaxConnTotal(MOST)
        .setMaxConnPerRoute(MOST)
        .setConnPoolPolicy(PoolReusePolicy.LIFO)
        .setTlsSocketStrategy(new LazyTls(settings))
        .setDefaultSocketConfig(
            SocketConfig.custom()
                .setSoTimeout(timeout(limits.response()))
                .setTcpNoDelay(true)
                .build())
        .setDefaultConnectionConfig(
            ConnectionConfig.custom()
                .setConnectTimeout(timeout(limits.connect()))
                .setValidateAfterInactivity(UNCHECKED)
                .build())
        .setConnectionFactory(
            ManagedHttpClientConnectionFactory.builder()
                .responseParserFactory(new DefaultHttpResponseParserFactory())
                .http1Config(
                    Http1Config.custom()
                        .setMaxLineLength(HEADER_LINE)
                        .setMaxHeaderCount(HEADER_FIELDS)
                        .setMaxEmptyLineCount(10)
                        .setBufferSize(16 << 10)
                        .build())
                .build())
        .build();
  }

  private static HttpRoute route(HttpHost target, HttpContext context) {
    boolean secure = target.getSchemeName().equals("https");
    return context.getAttribute(PROXY) instanceof Proxy proxy
        ? new HttpRoute(target, null, proxy.address(), secure)
        : new HttpRoute(target, null, secure);
  }

  /**
   * Asks a location.
   *
   * @throws AttemptFailedException if no answer comes, in time and of a form that HTTP has
   */
  Answer ask(Location location, Ask ask) throws IOException {
    HttpGet request = new HttpGet(location.uri());
    request.setHeader("Accept-Encoding", "identity");
    ask.range().ifPresent(range -> request.setHeader("Range", range));
    ask.ifRange().ifPresent(validator -> request.setHeader("If-Range", validator));
    location.authorization().ifPresent(value -> request.setHeader("Authorization", value));
    HttpClientContext context = HttpClientContext.create();
    Optional<Proxy> proxy = settings.proxies().proxyFor(location.origin());
    proxy.ifPresent(
        each -> {
          context.setAttribute(PROXY, each);
          authenticate(each, location, request, context);
        });
    ClassicHttpResponse response = answerTo(request, location, context);
    try {
      Answer answer = new Answer(location, request, response, watchdog, settings.timeLimits());
      if (context.getAttribute(ANSWERED_BY_TARGET) == null || answer.status() == 407) {
        throw refusedBy(proxy, answer);
      }
      return answer;
    } catch (IOException | RuntimeException e) {
      request.cancel();
      throw e;
    }
  }

  private ClassicHttpResponse answerTo(
      HttpGet request, Location location, HttpClientContext context) throws IOException {
    Origin origin = location.origin();
    HttpHost host = new HttpHost(origin.scheme(), origin.address(), origin.port());
    Duration limit = settings.timeLimits().response();
    try (Watchdog.Watch watch = watchdog.watch(limit, request::cancel)) {
      try {
        return client.executeOpen(host, request, context);
      } catch (InputException | FileSystemException e) {
        // About certificates and keys on this machine, not about the server.
        throw e;
      } catch (IOException e) {
        watch.throwIfUnwanted();
        throw watch.timedOut() || fellSilent(e)
            ? AttemptFailedException.broken(
                "no answer within %s".formatted(TimeLimits.seconds(limit)), e)
            : Failures.whileAsking(location, e);
      } catch (IllegalStateException e) {
        // What the pool says once it is shut down.
        watch.throwIfUnwanted();
        throw e;
      }
    }
  }

  private static boolean fellSilent(IOException e) {
    return e instanceof SocketTimeoutException && !(e instanceof ConnectTimeoutException);
  }

  private static void authenticate(
      Proxy proxy, Location location, HttpGet request, HttpClientContext context) {
    if (proxy.user().isEmpty()) {
      return;
    }
    if (location.origin().secure()) {
      BasicScheme scheme = new BasicScheme();
      scheme.initPreemptive(
          new UsernamePasswordCredentials(
              proxy.user().get(), proxy.password().orElse("").toCharArray()));
      AuthExchange exchange = new AuthExchange();
      exchange.select(scheme);
      context.setAuthExchange(proxy.address(), exchange);
    } else {
      request.setHeader(
          "Proxy-Authorization", Location.basic(proxy.user().get(), proxy.password().orElse("")));
    }
  }

  private static AttemptFailedException refusedBy(Optional<Proxy> proxy, Answer answer) {
    String who = proxy.map(each -> "the proxy " + each).orElse("what poses as a proxy");
    int status = answer.status();
    return AttemptFailedException.status(
        status,
        Statuses.passing(status),
        Duration.ZERO,
        who + " refuses: " + answer.statusText(),
        status == 407
            ? "Put user and password for the proxy into its URL in the environment."
            : "Check the proxy that the environment names, or except the host with no_proxy.");
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  private static Timeout timeout(Duration duration) {
    return Timeout.ofMilliseconds(Math.max(1, duration.toMillis()));
  }

  @Override
  public void close() {
    client.close(CloseMode.IMMEDIATE);
  }

  /** What is asked for beside the whole. */
  record Ask(Optional<String> range, Optional<String> ifRange) {}
}
