package io.github.imaallowlist.selinux.analysis;

import java.util.Map;

/** The default sets of domains, each name with its reason. */
public final class DefaultDomains {
  /** Trusted domains: name to reason. */
  public static final Map<String, String> TRUSTED = Map.of();

  /** Unconfined domains: name to reason. */
  public static final Map<String, String> UNCONFINED = Map.of();

  private DefaultDomains() {}
}
