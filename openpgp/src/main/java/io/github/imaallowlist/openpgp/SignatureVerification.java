package io.github.imaallowlist.openpgp;

import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.openpgp.key.RawSignature;
import io.github.imaallowlist.openpgp.packet.SignaturePacket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Judges one signature over data under pinned certificates.
 *
 * <p>First the arithmetic, then what the key may do: so any outcome but {@link
 * SignatureStatus#BAD}, {@link SignatureStatus#UNKNOWN_KEY} and {@link SignatureStatus#UNSUPPORTED}
 * says that the key did make the signature over this data.
 */
final class SignatureVerification {
  /** Clocks of signing machines are seldom further off; Kerberos (RFC 4120) allows as much. */
  static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

  /** Collisions can be made, or too nearly so. */
  private static final Set<HashAlgorithm> WEAK_HASHES =
      EnumSet.of(HashAlgorithm.MD5, HashAlgorithm.SHA1, HashAlgorithm.RIPEMD160);

  private final SignaturePacket signature;
  private final HashAlgorithm hash;
  private final byte[] digest;
  private final Instant now;

  private SignatureVerification(
      SignaturePacket signature, HashAlgorithm hash, byte[] digest, Instant now) {
    this.signature = signature;
    this.hash = hash;
    this.digest = digest;
    this.now = now;
  }

  static SignatureCheck check(List<Certificate> certificates, SignedDigest signed, Instant now) {
    Optional<SignaturePacket> packet = signed.signature().packet();
    Optional<HashAlgorithm> hash = signed.signature().hashAlgorithm();
    if (packet.isEmpty()) {
      return unsupported("a signature of version " + signed.signature().version());
    }
    if (hash.isEmpty()) {
      return unsupported("a signature with hash algorithm " + packet.get().hashAlgorithm());
    }
    if (packet.get().type() != SignaturePacket.BINARY) {
      return unsupported(
          packet.get().type() == SignaturePacket.TEXT
              ? "a signature over text; one over the bytes is needed"
              : "a signature of type 0x%02x, not over data".formatted(packet.get().type()));
    }
    Optional<String> notUnderstood = packet.get().says().notUnderstood();
    if (notUnderstood.isPresent()) {
      return unsupported("a signature with " + notUnderstood.get());
    }
    return new SignatureVerification(packet.get(), hash.get(), signed.digest(), now)
        .byAny(certificates);
  }

  private static SignatureCheck unsupported(String what) {
    return new SignatureCheck(SignatureStatus.UNSUPPORTED, Optional.empty(), what);
  }

  /** Key ids collide, so every key that fits is tried. */
  private SignatureCheck byAny(List<Certificate> certificates) {
    Issuer issuer = Issuer.of(signature);
    List<SignatureCheck> checks = new ArrayList<>();
    for (Certificate certificate : certificates) {
      for (CertifiedKey key : certificate.keys()) {
        if (issuer.mayBe(key.fingerprint())) {
          checks.add(by(certificate, key));
        }
      }
    }
    return checks.stream()
        .max(Comparator.comparingInt(check -> informs(check.status())))
        .orElseGet(() -> unknown(issuer));
  }

  /** Among several keys with one id, the one that made the signature has the say. */
  private static int informs(SignatureStatus status) {
    return switch (status) {
      case UNKNOWN_KEY, UNSUPPORTED -> 0;
      case BAD -> 1;
      case GOOD -> 3;
      default -> 2;
    };
  }

  private SignatureCheck unknown(Issuer issuer) {
    return new SignatureCheck(
        SignatureStatus.UNKNOWN_KEY,
        Optional.empty(),
        issuer.isNamed()
            ? "made by key %s, which is not among the pinned ones".formatted(issuer)
            : "does not say what key made it");
  }

  private SignatureCheck by(Certificate certificate, CertifiedKey key) {
    Objection objection = objection(certificate, key).orElse(null);
    Optional<Fingerprint> signer = Optional.of(certificate.fingerprint());
    return objection == null
        ? new SignatureCheck(
            SignatureStatus.GOOD, signer, "good signature by key " + key.fingerprint())
        : new SignatureCheck(
            objection.status(),
            signer,
            "key %s %s".formatted(key.fingerprint(), objection.reason()));
  }

  private Optional<Objection> objection(Certificate certificate, CertifiedKey key) {
    if (key.material().parameters().isEmpty()) {
      return objection(SignatureStatus.UNSUPPORTED, "is " + key.material().description());
    }
    if (signature.says().created().isEmpty()) {
      return objection(SignatureStatus.BAD, "made a signature that does not say when");
    }
    boolean versionsFit = (signature.version() == 6) == (key.packet().version() == 6);
    if (!versionsFit
        || !RawSignature.verifies(
            key.material(), signature.keyAlgorithm(), hash, digest, signature.value())) {
      return objection(SignatureStatus.BAD, "did not make this signature over this data");
    }
    if (WEAK_HASHES.contains(hash) || digest.length < key.material().leastDigestLength()) {
      return objection(
          SignatureStatus.WEAK_HASH,
          "signed with %s, which is too weak a hash".formatted(hash.kernelName()));
    }
    Instant created = signature.says().created().get();
    return objectionToTime(created).or(() -> certificate.objection(key, created));
  }

  private Optional<Objection> objectionToTime(Instant created) {
    if (created.isAfter(now.plus(CLOCK_SKEW))) {
      return objection(
          SignatureStatus.SIGNATURE_FROM_FUTURE,
          "signed at %s, later than now; is the clock right?".formatted(created));
    }
    return signature
        .says()
        .expires()
        .filter(end -> !now.isBefore(end))
        .flatMap(
            end ->
                objection(
                    SignatureStatus.SIGNATURE_EXPIRED, "made a signature that expired at " + end));
  }

  private static Optional<Objection> objection(SignatureStatus status, String reason) {
    return Optional.of(new Objection(status, reason));
  }
}
