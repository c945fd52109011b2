package io.github.imaallowlist.openpgp;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A certificate for people: what to compare with a distribution's web page, and what it is good
 * for.
 *
 * @param version of the keys, 4 or 6
 * @param sound whether it can be as its owner published it; if not, nothing of it ever counts
 * @param subkeys in the order of the file
 * @param problems why signatures made now would verify nothing; empty if they would
 * @param warnings what weakens it without making it useless
 */
public record KeyListing(
    int version,
    boolean sound,
    ListedKey primary,
    List<UserId> userIds,
    List<ListedKey> subkeys,
    List<String> problems,
    List<String> warnings) {
  public KeyListing {
    userIds = List.copyOf(userIds);
    subkeys = List.copyOf(subkeys);
    problems = List.copyOf(problems);
    warnings = List.copyOf(warnings);
  }

  static KeyListing of(Certificate certificate, Instant now) {
    return new KeyListing(
        certificate.primary().packet().version(),
        certificate.flaws().isEmpty(),
        ListedKey.of(certificate, certificate.primary(), now),
        certificate.userIds(),
        certificate.subkeys().stream().map(key -> ListedKey.of(certificate, key, now)).toList(),
        problems(certificate, now),
        warnings(certificate, now));
  }

  /** Whether a signature that one of its keys made now would count. */
  public boolean verifies() {
    return problems.isEmpty();
  }

  private static List<String> problems(Certificate certificate, Instant now) {
    if (!certificate.flaws().isEmpty()) {
      return certificate.flaws();
    }
    List<String> problems = new ArrayList<>();
    for (CertifiedKey key : certificate.keys()) {
      Optional<Objection> objection = certificate.objection(key, now);
      if (objection.isEmpty()) {
        return List.of();
      }
      problems.add("key %s %s".formatted(key.fingerprint(), objection.get().reason()));
    }
    return problems;
  }

  private static List<String> warnings(Certificate certificate, Instant now) {
    List<String> warnings = new ArrayList<>();
    for (CertifiedKey key : certificate.keys()) {
      key.binding(now)
          .filter(binding -> binding.hash().isWeak())
          .ifPresent(
              binding ->
                  warnings.add(
                      "key %s is bound with %s, which is accepted in a pinned key alone"
                          .formatted(
                              key.fingerprint(),
                              binding.hash().toString().toUpperCase(Locale.ROOT))));
    }
    return warnings;
  }
}
