package io.github.imaallowlist.signing.x509;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds chains from a certificate up to an anchor, by names and signatures alone; whether one of
 * them is any good is for {@link PathRules} to say. Its work is bounded, whatever it is given.
 */
final class PathBuilding {
  private final Set<X509Certificate> anchors;
  private final Set<X509Certificate> offered;
  private final List<List<X509Certificate>> found = new ArrayList<>();
  private int checksLeft = X509Limits.SIGNATURE_CHECKS;
  private Optional<String> obstacle = Optional.empty();

  /**
   * @param offered certificates that may stand between, from wherever they came
   */
  PathBuilding(Set<X509Certificate> anchors, Set<X509Certificate> offered) {
    this.anchors = anchors;
    this.offered = offered;
  }

  /** Each chain begins with the certificate itself and ends with an anchor. */
  List<List<X509Certificate>> from(X509Certificate certificate) {
    extend(List.of(certificate));
    return found;
  }

  /** Why no chain was found. */
  String obstacle() {
    return obstacle.orElse("no way leads from it to a trusted CA");
  }

  private void extend(List<X509Certificate> path) {
    X509Certificate last = path.get(path.size() - 1);
    if (anchors.contains(last)) {
      found.add(path);
      return;
    }
    if (last.getIssuerX500Principal().equals(last.getSubjectX500Principal())) {
      obstacle = Optional.of(Names.of(last) + " vouches for itself, and is not among the trusted");
    }
    boolean anchorNamed = lookAmong(anchors, path);
    boolean named = lookAmong(offered, path) || anchorNamed;
    if (!named && obstacle.isEmpty()) {
      obstacle =
          Optional.of(
              "%s is issued by %s, which is neither trusted nor given"
                  .formatted(Names.of(last), Names.of(last.getIssuerX500Principal())));
    }
  }

  /** Returns whether there is one with the issuer's name, whatever its key. */
  private boolean lookAmong(Set<X509Certificate> issuers, List<X509Certificate> path) {
    X509Certificate last = path.get(path.size() - 1);
    boolean named = false;
    for (X509Certificate issuer : issuers) {
      if (path.size() == X509Limits.PATH_LENGTH || found.size() == X509Limits.PATHS) {
        return true;
      }
      if (!issuer.getSubjectX500Principal().equals(last.getIssuerX500Principal())) {
        continue;
      }
      named = true;
      if (!path.contains(issuer) && hasIssued(issuer, last)) {
        List<X509Certificate> longer = new ArrayList<>(path);
        longer.add(issuer);
        extend(longer);
      }
    }
    return named;
  }

  private boolean hasIssued(X509Certificate issuer, X509Certificate certificate) {
    if (checksLeft == 0) {
      obstacle = Optional.of("too many certificates could stand above it");
      return false;
    }
    checksLeft--;
    try {
      certificate.verify(issuer.getPublicKey());
      return true;
    } catch (GeneralSecurityException | RuntimeException e) {
      obstacle =
          Optional.of(
              "%s is not signed by the given %s, but by another key of that name"
                  .formatted(Names.of(certificate), Names.of(issuer)));
      return false;
    }
  }
}
