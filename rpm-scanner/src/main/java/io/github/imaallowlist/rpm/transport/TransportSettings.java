package io.github.imaallowlist.rpm.transport;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How to fetch. Each {@code with…} gives a changed copy.
 *
 * @param credentials for basic authentication, each for one origin
 * @param clientCertificate shown to servers that ask for one
 * @param caCertificates PEM certificates to trust instead of those that Java trusts
 * @param proxies through which proxies
 * @param timeLimits how long a server may take
 * @param attempts how often a location is asked before the next one is; 1 or more
 * @param backoff waits between attempts
 */
public record TransportSettings(
    List<Credentials> credentials,
    Optional<ClientCertificate> clientCertificate,
    Optional<Path> caCertificates,
    ProxySettings proxies,
    TimeLimits timeLimits,
    int attempts,
    Backoff backoff) {

  /** librepo's {@code LRO_ALLOWEDMIRRORFAILURES} is 4 as well. */
  private static final int ATTEMPTS = 4;

  public TransportSettings {
    credentials = List.copyOf(credentials);
    if (attempts < 1) {
      throw new IllegalArgumentException("at least one attempt");
    }
  }

  /** No credentials, no proxy, Java's trusted certificates, {@link TimeLimits#defaults}. */
  public static TransportSettings defaults() {
    return new TransportSettings(
        List.of(),
        Optional.empty(),
        Optional.empty(),
        ProxySettings.none(),
        TimeLimits.defaults(),
        ATTEMPTS,
        new ExponentialBackoff());
  }

  public TransportSettings withCredentials(List<Credentials> changed) {
    return new TransportSettings(
        changed, clientCertificate, caCertificates, proxies, timeLimits, attempts, backoff);
  }

  public TransportSettings withClientCertificate(ClientCertificate changed) {
    return new TransportSettings(
        credentials, Optional.of(changed), caCertificates, proxies, timeLimits, attempts, backoff);
  }

  public TransportSettings withCaCertificates(Path changed) {
    return new TransportSettings(
        credentials,
        clientCertificate,
        Optional.of(changed),
        proxies,
        timeLimits,
        attempts,
        backoff);
  }

  public TransportSettings withProxies(ProxySettings changed) {
    return new TransportSettings(
        credentials, clientCertificate, caCertificates, changed, timeLimits, attempts, backoff);
  }

  public TransportSettings withTimeLimits(TimeLimits changed) {
    return new TransportSettings(
        credentials, clientCertificate, caCertificates, proxies, changed, attempts, backoff);
  }

  public TransportSettings withAttempts(int changed) {
    return new TransportSettings(
        credentials, clientCertificate, caCertificates, proxies, timeLimits, changed, backoff);
  }

  public TransportSettings withBackoff(Backoff changed) {
    return new TransportSettings(
        credentials, clientCertificate, caCertificates, proxies, timeLimits, attempts, changed);
  }
}
