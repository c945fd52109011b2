package io.github.imaallowlist.signing.x509;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import javax.security.auth.x500.X500Principal;

/** Certificates as messages show them: names in them come from whoever made the certificate. */
public final class Names {
  private static final int SHOWN = 80;

  private Names() {}

  /** The subject's name, of printable ASCII, in quotes. */
  public static String of(X509Certificate certificate) {
    return of(certificate.getSubjectX500Principal());
  }

  static String of(X500Principal name) {
    StringBuilder shown = new StringBuilder("\"");
    String text = name.getName(X500Principal.RFC2253);
    text.codePoints()
        .limit(SHOWN)
        .forEach(c -> shown.append(c > 0x1f && c < 0x7f ? (char) c : '?'));
    return shown.append(text.codePointCount(0, text.length()) > SHOWN ? "...\"" : "\"").toString();
  }

  /** Such as {@code 2026-11-01T00:00:00Z}. */
  static String of(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
