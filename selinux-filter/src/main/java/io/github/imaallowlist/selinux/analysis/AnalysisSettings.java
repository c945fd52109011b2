package io.github.imaallowlist.selinux.analysis;

import java.util.List;

/**
 * Whose rules say something of a type. Names are of types, aliases or attributes.
 *
 * <p>A name that the policy lacks is an error. But where one of the lists has all names of its
 * default, which serves several distributions, those may be absent.
 *
 * @param trustedDomains those whose writing does not make a type mutable
 * @param unconfinedDomains those that may do everything, and so say nothing of what a type is for
 */
public record AnalysisSettings(List<String> trustedDomains, List<String> unconfinedDomains) {
  /** For the policies of Debian, Fedora, openSUSE and their kin. */
  public static final AnalysisSettings DEFAULT =
      new AnalysisSettings(
          List.copyOf(DefaultDomains.TRUSTED.keySet()),
          List.copyOf(DefaultDomains.UNCONFINED.keySet()));

  public AnalysisSettings {
    trustedDomains = List.copyOf(trustedDomains);
    unconfinedDomains = List.copyOf(unconfinedDomains);
  }
}
