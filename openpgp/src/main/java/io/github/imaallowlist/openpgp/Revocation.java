package io.github.imaallowlist.openpgp;

import io.github.imaallowlist.openpgp.packet.SignaturePacket;
import java.time.Instant;
import java.util.OptionalInt;

/**
 * The end of a key.
 *
 * @param from signatures that say they were made then or later do not count
 * @param reason why, for people
 */
record Revocation(Instant from, String reason) {
  /**
   * RFC 9580, section 5.2.3.31: a key that was replaced or retired was its owner's until then. With
   * any other reason, or none, the secret key may be in other hands, and these date as they like.
   */
  static Revocation of(SignaturePacket signature) {
    Instant created = signature.says().created().orElse(Instant.MIN);
    OptionalInt reason = signature.says().revocationReason();
    return switch (reason.orElse(0)) {
      case 1 -> new Revocation(created, "replaced by another key at " + created);
      case 3 -> new Revocation(created, "retired at " + created);
      case 2 -> hard("its secret was compromised");
      default -> hard("its secret may be compromised");
    };
  }

  /** One that also takes back what was signed before it. */
  static Revocation hard(String reason) {
    return new Revocation(Instant.MIN, reason + ", so nothing that it signed counts");
  }

  boolean isInForce(Instant at) {
    return !at.isBefore(from);
  }
}
