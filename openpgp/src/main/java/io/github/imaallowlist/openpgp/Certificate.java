package io.github.imaallowlist.openpgp;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An OpenPGP certificate: a primary key, with what it verifiably says about itself and its subkeys.
 *
 * <p>A certificate that its owner cannot have published as it is proves nothing at all, also not by
 * its sound parts: one whose primary key has no self-signature, or with a subkey that the primary
 * key did not bind. Somebody tampered with it (CVE-2021-3521 was that rpm took such subkeys).
 */
public final class Certificate {
  private final CertificatePackets packets;
  private final CertifiedKey primary;
  private final List<CertifiedKey> subkeys;
  private final List<UserId> userIds;
  private final List<String> flaws;

  Certificate(
      CertificatePackets packets,
      CertifiedKey primary,
      List<CertifiedKey> subkeys,
      List<UserId> userIds,
      List<String> flaws) {
    this.packets = packets;
    this.primary = primary;
    this.subkeys = List.copyOf(subkeys);
    this.userIds = List.copyOf(userIds);
    this.flaws = List.copyOf(flaws);
  }

  /** That of the primary key. */
  public Fingerprint fingerprint() {
    return primary.fingerprint();
  }

  /** In the order of the file, user attributes left out. */
  public List<UserId> userIds() {
    return userIds;
  }

  /**
   * What people have to know before they pin it.
   *
   * @param now the time that validity is said for
   */
  public KeyListing listing(Instant now) {
    return KeyListing.of(this, now);
  }

  CertificatePackets packets() {
    return packets;
  }

  CertifiedKey primary() {
    return primary;
  }

  List<CertifiedKey> subkeys() {
    return subkeys;
  }

  /** Why nothing in it is to be relied on; empty if it is sound. */
  List<String> flaws() {
    return flaws;
  }

  /** The primary key, then the subkeys. */
  List<CertifiedKey> keys() {
    List<CertifiedKey> keys = new ArrayList<>();
    keys.add(primary);
    keys.addAll(subkeys);
    return keys;
  }

  /** Why one of its keys may not have signed data at a time; empty if it may. */
  Optional<Objection> objection(CertifiedKey key, Instant at) {
    return objectionToUse(key, at).or(() -> key.objectionToSigning(at)).or(primary::weakness);
  }

  /** Why one of its keys was not in use at a time, be it for signing or for anything else. */
  Optional<Objection> objectionToUse(CertifiedKey key, Instant at) {
    if (!flaws.isEmpty()) {
      String reason = "is in an unsound certificate: " + flaws.get(0);
      return Optional.of(new Objection(SignatureStatus.KEY_MAY_NOT_SIGN, reason));
    }
    Optional<Objection> objection = primary.objectionToUse(at);
    return key.isPrimary() ? objection : objection.or(() -> key.objectionToUse(at));
  }
}
