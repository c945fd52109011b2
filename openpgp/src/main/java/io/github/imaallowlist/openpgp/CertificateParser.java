package io.github.imaallowlist.openpgp;

import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.openpgp.packet.Block;
import io.github.imaallowlist.openpgp.packet.KeyPacket;
import io.github.imaallowlist.openpgp.packet.Packet;
import io.github.imaallowlist.openpgp.packet.PacketLimits;
import io.github.imaallowlist.openpgp.packet.SignaturePacket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Groups a block's packets into certificates (RFC 9580, section 10.1). */
final class CertificateParser {
  private final String source;
  private final List<CertificatePackets> certificates = new ArrayList<>();

  private Optional<KeyPacket> primary = Optional.empty();
  private List<SignaturePacket> signatures = new ArrayList<>();
  private final List<SignaturePacket> primarySignatures = new ArrayList<>();
  private final List<CertificatePackets.UserId> userIds = new ArrayList<>();
  private final List<CertificatePackets.Key> subkeys = new ArrayList<>();
  private final List<String> flaws = new ArrayList<>();

  /** Puts away what the signatures that follow are on; runs when the next thing begins. */
  private Runnable component = () -> {};

  private CertificateParser(String source) {
    this.source = source;
  }

  /** The certificates of a block, in their order. */
  static List<CertificatePackets> parse(Block block) throws InputException {
    CertificateParser parser = new CertificateParser(block.source());
    for (Packet packet : Packet.all(block)) {
      parser.take(packet);
    }
    parser.endCertificate();
    return parser.certificates;
  }

  private void take(Packet packet) throws InputException {
    switch (packet.type()) {
      case Packet.PUBLIC_KEY -> beginCertificate(packet);
      case Packet.USER_ID, Packet.USER_ATTRIBUTE -> beginUserId(packet);
      case Packet.PUBLIC_SUBKEY -> beginSubkey(packet);
      case Packet.SIGNATURE -> takeSignature(packet);
      case Packet.SECRET_KEY, Packet.SECRET_SUBKEY ->
          throw new SecretKeyException(source, packet.body().block().offset(packet.start()));
      // gpg's own notes on trust, in its keyring files only: they concern nobody else.
      case Packet.TRUST -> {}
      default -> {
        if (!packet.isIgnorable()) {
          throw packet.malformed(
              "an OpenPGP packet of type %d, where a public key should be"
                  .formatted(packet.type()));
        }
      }
    }
  }

  private void beginCertificate(Packet packet) throws InputException {
    endCertificate();
    limit(packet, certificates.size(), PacketLimits.CERTIFICATES, "certificates");
    primary = Optional.of(KeyPacket.parse(packet));
    component = () -> primarySignatures.addAll(signatures);
  }

  private void beginUserId(Packet packet) throws InputException {
    endComponent(packet);
    limit(packet, userIds.size(), PacketLimits.USER_IDS, "user ids of a certificate");
    boolean isText = packet.type() == Packet.USER_ID;
    component = () -> userIds.add(new CertificatePackets.UserId(isText, packet.body(), signatures));
  }

  private void beginSubkey(Packet packet) throws InputException {
    endComponent(packet);
    limit(packet, subkeys.size(), PacketLimits.SUBKEYS, "subkeys of a certificate");
    KeyPacket key = KeyPacket.parse(packet);
    component =
        () -> {
          if (signatures.isEmpty()) {
            flaws.add(
                "subkey %s is not followed by a signature"
                    .formatted(new Fingerprint(key.fingerprint())));
          }
          subkeys.add(new CertificatePackets.Key(key, signatures));
        };
  }

  private void takeSignature(Packet packet) throws InputException {
    KeyPacket key =
        primary.orElseThrow(
            () -> packet.malformed("a signature, where a public key should begin a certificate"));
    Optional<SignaturePacket> signature = SignaturePacket.parse(packet.body());
    if (signature.isPresent() && concerns(key, signature.get())) {
      limit(
          packet,
          signatures.size(),
          PacketLimits.SELF_SIGNATURES,
          "signatures by a key on one of its own parts");
      signatures.add(signature.get());
    }
  }

  /** Other people's opinions of a user id prove nothing to who pins the key, and may be many. */
  private static boolean concerns(KeyPacket primary, SignaturePacket signature) {
    boolean anybodys =
        signature.isCertification() || signature.type() == SignaturePacket.CERTIFICATION_REVOCATION;
    Issuer issuer = Issuer.of(signature);
    return !anybodys || !issuer.isNamed() || issuer.mayBe(new Fingerprint(primary.fingerprint()));
  }

  private void endComponent(Packet next) throws InputException {
    if (primary.isEmpty()) {
      throw next.malformed("no public key ahead of it, which should begin a certificate");
    }
    component.run();
    signatures = new ArrayList<>();
  }

  private void endCertificate() {
    if (primary.isPresent()) {
      component.run();
      certificates.add(
          new CertificatePackets(
              new CertificatePackets.Key(primary.get(), primarySignatures),
              userIds,
              subkeys,
              flaws));
    }
    for (List<?> list : List.of(primarySignatures, userIds, subkeys, flaws)) {
      list.clear();
    }
    signatures = new ArrayList<>();
    primary = Optional.empty();
  }

  private void limit(Packet packet, int count, int limit, String what) throws InputException {
    if (count >= limit) {
      throw new LimitExceededException(
          source,
          packet.body().block().offset(packet.start()),
          "more than %,d %s".formatted(limit, what));
    }
  }
}
