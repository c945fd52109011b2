package io.github.imaallowlist.rpm.transport;

import java.util.Map;

/** Through which proxy a location is reached. */
public final class ProxySettings {
  private static final ProxySettings NONE = new ProxySettings(Map.of());

  private final Map<String, String> variables;

  private ProxySettings(Map<String, String> variables) {
    this.variables = variables;
  }

  /** No proxy for anything. */
  public static ProxySettings none() {
    return NONE;
  }

  /**
   * As curl reads its environment: {@code http_proxy}, {@code https_proxy}, {@code HTTPS_PROXY},
   * {@code all_proxy}, {@code ALL_PROXY}, {@code no_proxy}, {@code NO_PROXY}.
   *
   * @throws IllegalArgumentException if one of them names no proxy that can be used
   */
  public static ProxySettings of(Map<String, String> environment) {
    return new ProxySettings(Map.copyOf(environment));
  }

  @Override
  public String toString() {
    return "ProxySettings" + variables.keySet();
  }
}
