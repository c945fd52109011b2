package io.github.imaallowlist.openpgp;

import io.github.imaallowlist.openpgp.key.KeyAlgorithm;
import io.github.imaallowlist.openpgp.packet.Statements;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A primary key or subkey, for people.
 *
 * @param algorithm with size or curve, such as {@code RSA 4096}
 * @param expires when it expires or expired
 * @param capabilities what its owner says that it is for; all that its algorithm can if he does not
 * @param reason why it is not {@link State#VALID}
 */
public record ListedKey(
    Fingerprint fingerprint,
    String algorithm,
    Instant created,
    Optional<Instant> expires,
    Set<Capability> capabilities,
    State state,
    Optional<String> reason) {
  /** What a key is for. */
  public enum Capability {
    CERTIFY,
    SIGN,
    ENCRYPT,
    AUTHENTICATE
  }

  /** Whether a key can be relied on now. */
  public enum State {
    /** In use. */
    VALID,
    /** What it signed before still counts. */
    EXPIRED,
    /** What it signed before may still count: the reason says so. */
    REVOKED,
    NOT_YET_VALID,
    WEAK,
    /** It never counts. */
    UNUSABLE
  }

  static ListedKey of(Certificate certificate, CertifiedKey key, Instant now) {
    Optional<Objection> objection = objection(certificate, key, now);
    return new ListedKey(
        key.fingerprint(),
        key.material().description(),
        key.created(),
        key.expires(now),
        capabilities(key, now),
        objection.map(o -> state(o.status())).orElse(State.VALID),
        objection.map(Objection::reason));
  }

  /** A key that is not for signing is none the worse for it, here. */
  private static Optional<Objection> objection(
      Certificate certificate, CertifiedKey key, Instant now) {
    return capabilities(key, now).contains(Capability.SIGN)
        ? certificate.objection(key, now)
        : certificate.objectionToUse(key, now);
  }

  private static Set<Capability> capabilities(CertifiedKey key, Instant now) {
    Set<Capability> capabilities = EnumSet.noneOf(Capability.class);
    OptionalInt flags = key.flags(now);
    boolean signs = key.material().algorithm().map(KeyAlgorithm::signs).orElse(false);
    if (key.isPrimary() || has(flags, Statements.CERTIFIES)) {
      capabilities.add(Capability.CERTIFY);
    }
    if (signs && (flags.isEmpty() || has(flags, Statements.SIGNS))) {
      capabilities.add(Capability.SIGN);
    }
    if (flags.isEmpty() ? !signs : has(flags, Statements.ENCRYPTS)) {
      capabilities.add(Capability.ENCRYPT);
    }
    if (has(flags, Statements.AUTHENTICATES)) {
      capabilities.add(Capability.AUTHENTICATE);
    }
    return Set.copyOf(capabilities);
  }

  private static boolean has(OptionalInt flags, int flag) {
    return (flags.orElse(0) & flag) != 0;
  }

  private static State state(SignatureStatus status) {
    return switch (status) {
      case KEY_REVOKED -> State.REVOKED;
      case KEY_EXPIRED -> State.EXPIRED;
      case KEY_NOT_YET_VALID -> State.NOT_YET_VALID;
      case WEAK_KEY -> State.WEAK;
      default -> State.UNUSABLE;
    };
  }
}
