package io.github.imaallowlist.selinux.analysis;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.selinux.policy.NearestName;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The two sets of {@link AnalysisSettings}, attributes expanded.
 *
 * @param trusted numbers of types
 * @param unconfined numbers of types
 */
record DomainSets(BitSet trusted, BitSet unconfined) {
  static DomainSets of(String policy, TypeNames names, AnalysisSettings settings)
      throws AllowlistException {
    return new DomainSets(
        expand(
            "a trusted domain (--trusted-domain, --also-trusted-domain)",
            policy,
            names,
            settings.trustedDomains(),
            DefaultDomains.TRUSTED.keySet()),
        expand(
            "an unconfined domain (--unconfined-domain)",
            policy,
            names,
            settings.unconfinedDomains(),
            DefaultDomains.UNCONFINED.keySet()));
  }

  private static BitSet expand(
      String what, String policy, TypeNames names, List<String> wanted, Set<String> defaults)
      throws AllowlistException {
    boolean defaultsIncluded = Set.copyOf(wanted).containsAll(defaults);
    BitSet types = new BitSet(names.typeCount());
    for (String name : wanted) {
      OptionalInt number = names.find(name);
      if (number.isPresent()) {
        names.addMembers(number.getAsInt(), types);
      } else if (!defaultsIncluded || !defaults.contains(name)) {
        throw unknown(what, policy, name, names.all());
      }
    }
    return types;
  }

  private static AllowlistException unknown(
      String what, String policy, String name, Collection<String> known) {
    return new AllowlistException(
        ExitCode.USAGE,
        "%s cannot be %s: %s has no such type or attribute".formatted(name, what, policy),
        NearestName.of(name, known)
            .map(near -> "Did you mean " + near + "?")
            .orElse("List its domains with: seinfo --attribute domain -x " + policy));
  }
}
