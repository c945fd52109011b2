package io.github.imaallowlist.openpgp;

import io.github.imaallowlist.openpgp.SelfVerification.Outcome;
import io.github.imaallowlist.openpgp.key.KeyMaterial;
import io.github.imaallowlist.openpgp.packet.SignaturePacket;
import io.github.imaallowlist.openpgp.packet.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Verifies what a certificate says about itself, once, when it is read.
 *
 * <p>Other keys that an owner lets revoke his (section 5.2.3.23) are not at hand. If the
 * certificate holds a revocation that names one of them, the key counts as revoked; it can only be
 * there by the will of whoever made the file, who could as well have left the key out.
 */
final class CertificateVerification {
  private final CertificatePackets packets;
  private final KeyMaterial material;
  private final SelfVerification self;
  private final List<String> flaws;

  private CertificateVerification(CertificatePackets packets) {
    this.packets = packets;
    this.material = KeyMaterial.of(packets.primary().packet());
    this.self = new SelfVerification(packets.primary().packet(), material);
    this.flaws = new ArrayList<>(packets.flaws());
  }

  static Certificate of(CertificatePackets packets) {
    return new CertificateVerification(packets).certificate();
  }

  private Certificate certificate() {
    List<SignaturePacket> signatures = packets.primary().signatures();
    List<SelfSignature> direct =
        accepted(signatures, s -> s.type() == SignaturePacket.DIRECT_KEY, self.subject());
    List<SelfSignature> certifications = new ArrayList<>();
    List<UserId> userIds = new ArrayList<>();
    for (CertificatePackets.UserId userId : packets.userIds()) {
      byte[] subject = self.subject(userId);
      List<SelfSignature> valid =
          accepted(userId.signatures(), SignaturePacket::isCertification, subject);
      certifications.addAll(valid);
      if (userId.isText()) {
        userIds.add(new UserId(PrintableText.of(userId.value().copy()), state(userId, valid)));
      }
    }
    if (material.parameters().isEmpty()) {
      flaws.add("no signature can be verified with %s".formatted(material.description()));
    } else if (direct.isEmpty() && certifications.isEmpty()) {
      flaws.add("it has no valid self-signature");
    }
    List<SelfSignature> all = new ArrayList<>(direct);
    all.addAll(certifications);
    List<Fingerprint> revokers = revokers(all);
    boolean byKey = packets.primary().packet().version() == 6;
    CertifiedKey primary =
        new CertifiedKey(
            packets.primary().packet(),
            packets.fingerprint(),
            material,
            true,
            byKey ? direct : certifications,
            byKey ? certifications : direct,
            revocations(signatures, SignaturePacket.KEY_REVOCATION, self.subject(), revokers));
    List<CertifiedKey> subkeys =
        packets.subkeys().stream().map(subkey -> subkey(subkey, revokers)).toList();
    return new Certificate(packets, primary, subkeys, userIds, flaws);
  }

  private List<SelfSignature> accepted(
      List<SignaturePacket> signatures, Predicate<SignaturePacket> kind, byte[] subject) {
    return signatures.stream()
        .filter(kind)
        .filter(signature -> self.judge(signature, subject) == Outcome.VERIFIED)
        .map(signature -> self.accepted(signature, false))
        .toList();
  }

  private UserId.State state(CertificatePackets.UserId userId, List<SelfSignature> valid) {
    byte[] subject = self.subject(userId);
    boolean revoked =
        userId.signatures().stream()
            .filter(s -> s.type() == SignaturePacket.CERTIFICATION_REVOCATION)
            .anyMatch(s -> self.isRevocation(s, subject));
    if (revoked) {
      return UserId.State.REVOKED;
    }
    return valid.isEmpty() ? UserId.State.UNPROVED : UserId.State.PROVED;
  }

  private CertifiedKey subkey(CertificatePackets.Key subkey, List<Fingerprint> revokers) {
    KeyMaterial subkeyMaterial = KeyMaterial.of(subkey.packet());
    Fingerprint fingerprint = new Fingerprint(subkey.packet().fingerprint());
    byte[] subject = self.subject(subkey.packet());
    List<SelfSignature> bindings = new ArrayList<>();
    boolean doubtful = false;
    boolean backSignedBeside =
        self.isBackSigned(subkey.packet(), subkeyMaterial, subkey.signatures());
    for (SignaturePacket signature : subkey.signatures()) {
      if (signature.type() == SignaturePacket.SUBKEY_BINDING) {
        Outcome outcome = self.judge(signature, subject);
        doubtful |= outcome == Outcome.NOT_JUDGED;
        if (outcome == Outcome.VERIFIED) {
          boolean backSigned =
              backSignedBeside
                  || self.isBackSigned(
                      subkey.packet(), subkeyMaterial, SelfVerification.embedded(signature));
          bindings.add(self.accepted(signature, backSigned));
        }
      }
    }
    if (bindings.isEmpty() && !doubtful && !subkey.signatures().isEmpty()) {
      flaws.add("subkey %s is not bound by its primary key".formatted(fingerprint));
    }
    return new CertifiedKey(
        subkey.packet(),
        fingerprint,
        subkeyMaterial,
        false,
        bindings,
        List.of(),
        revocations(subkey.signatures(), SignaturePacket.SUBKEY_REVOCATION, subject, revokers));
  }

  private List<Revocation> revocations(
      List<SignaturePacket> signatures, int type, byte[] subject, List<Fingerprint> revokers) {
    List<Revocation> revocations = new ArrayList<>();
    for (SignaturePacket signature : signatures) {
      if (signature.type() != type) {
        continue;
      }
      if (self.isRevocation(signature, subject)) {
        revocations.add(Revocation.of(signature));
      } else if (revokers.stream().anyMatch(Issuer.of(signature)::mayBe)) {
        revocations.add(Revocation.hard("by another key that its owner lets revoke it"));
      }
    }
    return revocations;
  }

  private static List<Fingerprint> revokers(List<SelfSignature> signatures) {
    return signatures.stream()
        .flatMap(signature -> signature.says().revokers().stream())
        .map(Span::copy)
        .flatMap(bytes -> Fingerprint.of(bytes).stream())
        .toList();
  }
}
