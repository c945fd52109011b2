package io.github.imaallowlist.openpgp;

/** An OpenPGP certificate: a primary key, with what it says about itself and its subkeys. */
public final class Certificate {
  private final Fingerprint fingerprint;

  Certificate(Fingerprint fingerprint) {
    this.fingerprint = fingerprint;
  }

  /** That of the primary key. */
  public Fingerprint fingerprint() {
    return fingerprint;
  }
}
