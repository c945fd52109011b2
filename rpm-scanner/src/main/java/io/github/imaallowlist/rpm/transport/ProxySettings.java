package io.github.imaallowlist.rpm.transport;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Through which proxy a location is reached, as curl reads its environment.
 *
 * <p>{@code http_proxy} is for http; {@code https_proxy} or else {@code HTTPS_PROXY} for https;
 * {@code all_proxy} or else {@code ALL_PROXY} for what is left. {@code HTTP_PROXY} in capitals is
 * not read: a web server's client could set it for a CGI program. What {@code no_proxy}, or else
 * {@code NO_PROXY}, matches is reached directly. An empty variable is as none.
 */
public final class ProxySettings {
  private static final List<String> HTTP = List.of("http_proxy", "all_proxy", "ALL_PROXY");
  private static final List<String> HTTPS =
      List.of("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY");
  private static final List<String> NONE = List.of("no_proxy", "NO_PROXY");

  private final Map<String, String> variables;
  private final NoProxy exceptions;

  private ProxySettings(Map<String, String> environment) {
    Map<String, String> known = new HashMap<>();
    Stream.of(HTTP, HTTPS, NONE)
        .flatMap(List::stream)
        .filter(name -> !environment.getOrDefault(name, "").isBlank())
        .forEach(name -> known.put(name, environment.getOrDefault(name, "")));
    this.variables = Map.copyOf(known);
    this.exceptions =
        NoProxy.parse(first(NONE).map(name -> variables.getOrDefault(name, "")).orElse(""));
  }

  /** No proxy for anything. */
  public static ProxySettings none() {
    return new ProxySettings(Map.of());
  }

  /** Takes note of the variables; that one names no usable proxy shows when it is needed. */
  public static ProxySettings of(Map<String, String> environment) {
    return new ProxySettings(environment);
  }

  /**
   * The proxy on the way to an origin; empty if it is reached directly.
   *
   * @throws AttemptFailedException if the environment names one that cannot be used
   */
  Optional<Proxy> proxyFor(Origin origin) throws AttemptFailedException {
    Optional<String> variable = first(origin.secure() ? HTTPS : HTTP);
    if (variable.isEmpty() || exceptions.matches(origin)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Proxy.parse(variables.getOrDefault(variable.get(), "")));
    } catch (IllegalArgumentException e) {
      throw AttemptFailedException.unreachable(
          "the environment variable %s %s".formatted(variable.get(), e.getMessage()),
          "Set it to http://host:port, or except the host with no_proxy.",
          e);
    }
  }

  private Optional<String> first(List<String> names) {
    return names.stream().filter(variables::containsKey).findFirst();
  }

  /** The variables' names; their values may have passwords. */
  @Override
  public String toString() {
    return "ProxySettings" + variables.keySet().stream().sorted().toList();
  }
}
