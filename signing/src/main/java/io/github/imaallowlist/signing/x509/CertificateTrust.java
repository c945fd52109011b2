package io.github.imaallowlist.signing.x509;

import io.github.imaallowlist.error.AllowlistException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The CAs that the user trusts, and what helps to get from a certificate to them.
 *
 * @param anchors trusted because the user named them; a signer's own certificate may be one
 * @param intermediates that may stand between; they are believed nothing
 * @param revocationLists if any, each certificate below an anchor must be in none of them, and one
 *     must speak for it
 */
public record CertificateTrust(
    List<X509Certificate> anchors,
    List<X509Certificate> intermediates,
    List<X509CRL> revocationLists) {
  public CertificateTrust {
    anchors = List.copyOf(anchors);
    intermediates = List.copyOf(intermediates);
    revocationLists = List.copyOf(revocationLists);
    if (anchors.isEmpty()) {
      throw new IllegalArgumentException("without an anchor no certificate is trusted");
    }
  }

  /**
   * Reads the files of each kind.
   *
   * @param anchors at least one
   * @throws AllowlistException if a file is missing
   * @throws IOException if one cannot be read, or is malformed
   */
  public static CertificateTrust read(
      List<Path> anchors, List<Path> intermediates, List<Path> revocationLists)
      throws IOException, AllowlistException {
    List<X509CRL> lists = new ArrayList<>();
    for (Path file : revocationLists) {
      lists.addAll(RevocationFile.read(file));
    }
    return new CertificateTrust(certificates(anchors), certificates(intermediates), lists);
  }

  private static List<X509Certificate> certificates(List<Path> files)
      throws IOException, AllowlistException {
    List<X509Certificate> certificates = new ArrayList<>();
    for (Path file : files) {
      certificates.addAll(CertificateFile.read(file));
    }
    return certificates;
  }

  /**
   * Whether a certificate leads to an anchor and may sign.
   *
   * @param offered certificates that came with the signature; they may stand between, no more
   * @param time at which the certificate was used
   * @param now to judge the revocation lists by
   */
  public PathCheck check(
      X509Certificate signer, List<X509Certificate> offered, Instant time, Instant now) {
    Set<X509Certificate> between = new LinkedHashSet<>(intermediates);
    between.addAll(offered);
    PathBuilding building = new PathBuilding(new LinkedHashSet<>(anchors), between);
    Optional<PathCheck> first = Optional.empty();
    for (List<X509Certificate> path : building.from(signer)) {
      Optional<PathCheck> broken = new PathRules(path, revocationLists).brokenAt(time, now);
      if (broken.isEmpty()) {
        return new PathCheck(
            PathStatus.GOOD, "trusted through " + Names.of(path.get(path.size() - 1)));
      }
      first = first.or(() -> broken);
    }
    return first.orElseGet(() -> new PathCheck(PathStatus.NO_ANCHOR, building.obstacle()));
  }

  /** Whether a time that somebody claims is later than the clock of that machine can explain. */
  public static boolean isInFuture(Instant time, Instant now) {
    return time.isAfter(now.plus(X509Limits.CLOCK_SKEW));
  }
}
