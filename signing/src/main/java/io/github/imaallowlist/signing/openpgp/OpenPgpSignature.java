package io.github.imaallowlist.signing.openpgp;

import io.github.imaallowlist.openpgp.Fingerprint;
import java.util.List;

/** A new signature, as it goes into a file. */
public final class OpenPgpSignature {
  private final byte[] armored;
  private final List<Fingerprint> signers;
  private final List<String> warnings;

  OpenPgpSignature(byte[] armored, List<Fingerprint> signers, List<String> warnings) {
    this.armored = armored.clone();
    this.signers = List.copyOf(signers);
    this.warnings = List.copyOf(warnings);
  }

  /** The whole file: a {@code PGP SIGNATURE} block (RFC 9580, section 6.2). */
  public byte[] armored() {
    return armored.clone();
  }

  /** The primary keys with which it was verified; none if nobody gave a key to verify it with. */
  public List<Fingerprint> signers() {
    return signers;
  }

  /** What the user should know, one line each. */
  public List<String> warnings() {
    return warnings;
  }
}
