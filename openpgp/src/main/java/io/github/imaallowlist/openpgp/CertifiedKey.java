package io.github.imaallowlist.openpgp;

import io.github.imaallowlist.openpgp.key.KeyAlgorithm;
import io.github.imaallowlist.openpgp.key.KeyMaterial;
import io.github.imaallowlist.openpgp.packet.KeyPacket;
import io.github.imaallowlist.openpgp.packet.Statements;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A primary key or subkey, with what its certificate verifiably says about it.
 *
 * @param bindings what makes it part of the certificate, and says what it is for and how long
 * @param others where to look for what the binding does not say
 */
record CertifiedKey(
    KeyPacket packet,
    Fingerprint fingerprint,
    KeyMaterial material,
    boolean isPrimary,
    List<SelfSignature> bindings,
    List<SelfSignature> others,
    List<Revocation> revocations) {
  CertifiedKey {
    bindings = List.copyOf(bindings);
    others = List.copyOf(others);
    revocations = List.copyOf(revocations);
  }

  Instant created() {
    return packet.created();
  }

  /** The one that holds at a time; empty if nothing binds the key. */
  Optional<SelfSignature> binding(Instant at) {
    return SelfSignature.at(at, bindings).or(() -> SelfSignature.at(at, others));
  }

  /** What it is for; empty if it is not said. */
  OptionalInt flags(Instant at) {
    OptionalInt said = flagsOf(SelfSignature.at(at, bindings));
    return said.isPresent() ? said : flagsOf(SelfSignature.at(at, others));
  }

  private static OptionalInt flagsOf(Optional<SelfSignature> signature) {
    return signature.map(s -> s.says().keyFlags()).orElse(OptionalInt.empty());
  }

  /** From when on it does not sign any more, as it was known at a time. */
  Optional<Instant> expires(Instant at) {
    OptionalLong said = lifetimeOf(SelfSignature.at(at, bindings));
    OptionalLong seconds = said.isPresent() ? said : lifetimeOf(SelfSignature.at(at, others));
    return seconds.isPresent() && seconds.getAsLong() > 0
        ? Optional.of(created().plusSeconds(seconds.getAsLong()))
        : Optional.empty();
  }

  private static OptionalLong lifetimeOf(Optional<SelfSignature> signature) {
    return signature.map(s -> s.says().keyExpiresAfter()).orElse(OptionalLong.empty());
  }

  /** The one in force at a time, if any. */
  Optional<Revocation> revocation(Instant at) {
    return revocations.stream().filter(r -> r.isInForce(at)).findFirst();
  }

  /** Why the key was not in use at a time, be it for signing or for anything else. */
  Optional<Objection> objectionToUse(Instant at) {
    Optional<Revocation> revoked = revocation(at);
    if (revoked.isPresent()) {
      String reason = "was revoked: " + revoked.get().reason();
      return Optional.of(new Objection(SignatureStatus.KEY_REVOKED, reason));
    }
    if (binding(at).isEmpty()) {
      String reason = "has no valid signature that makes it part of its certificate";
      return Optional.of(new Objection(SignatureStatus.KEY_MAY_NOT_SIGN, reason));
    }
    if (at.isBefore(created())) {
      String reason = "was made at " + created() + ", later than that";
      return Optional.of(new Objection(SignatureStatus.KEY_NOT_YET_VALID, reason));
    }
    return expires(at)
        .filter(end -> !at.isBefore(end))
        .map(end -> new Objection(SignatureStatus.KEY_EXPIRED, "expired at " + end));
  }

  /** Why the key was not for signing data at a time, whatever else it was for. */
  Optional<Objection> objectionToSigning(Instant at) {
    if (!material.algorithm().map(KeyAlgorithm::signs).orElse(false)) {
      return mayNotSign("is %s, which makes no signatures".formatted(material.description()));
    }
    OptionalInt flags = flags(at);
    if (flags.isPresent() && (flags.getAsInt() & Statements.SIGNS) == 0) {
      return mayNotSign("is not for signing data, says its owner");
    }
    if (!isPrimary && !binding(at).map(SelfSignature::backSigned).orElse(false)) {
      return mayNotSign("did not itself sign that it belongs to its certificate");
    }
    return weakness();
  }

  /** Whether others may know its secret because it is short. */
  Optional<Objection> weakness() {
    if (!material.isWeak()) {
      return Optional.empty();
    }
    String reason =
        "is %s: below %d bits others can find its secret"
            .formatted(material.description(), KeyMaterial.MIN_BITS);
    return Optional.of(new Objection(SignatureStatus.WEAK_KEY, reason));
  }

  private static Optional<Objection> mayNotSign(String reason) {
    return Optional.of(new Objection(SignatureStatus.KEY_MAY_NOT_SIGN, reason));
  }
}
