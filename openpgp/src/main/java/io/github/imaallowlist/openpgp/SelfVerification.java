package io.github.imaallowlist.openpgp;

import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.openpgp.key.KeyMaterial;
import io.github.imaallowlist.openpgp.key.RawSignature;
import io.github.imaallowlist.openpgp.packet.KeyPacket;
import io.github.imaallowlist.openpgp.packet.SignaturePacket;
import io.github.imaallowlist.openpgp.packet.Span;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/**
 * Verifies the signatures inside of a certificate (RFC 9580, section 5.2.1 and 5.2.4).
 *
 * <p>SHA-1 is taken here, and only here: the keys of some distributions still in use, such as
 * CentOS 7's, have no other self-signatures. To forge one takes a second preimage, which nobody can
 * make; collisions, which anybody can buy, need an owner who signs what another wrote, and in a
 * self-signature he signs his own key and name. The certificate is pinned by its file besides. With
 * MD5 nothing holds.
 */
final class SelfVerification {
  private final KeyPacket primary;
  private final KeyMaterial material;

  SelfVerification(KeyPacket primary, KeyMaterial material) {
    this.primary = primary;
    this.material = material;
  }

  /** What a self-signature came to. */
  enum Outcome {
    VERIFIED,
    /** Not by this key over this part: it was changed, or is another's. */
    WRONG,
    /** It may be by this key, but is of a kind that is not to be relied on. */
    NOT_JUDGED
  }

  /** On the primary key itself. */
  byte[] subject() {
    return primary.hashed();
  }

  byte[] subject(KeyPacket subkey) {
    return joined(primary.hashed(), subkey.hashed());
  }

  byte[] subject(CertificatePackets.UserId userId) {
    byte[] header =
        ByteBuffer.allocate(1 + Integer.BYTES)
            .put((byte) (userId.isText() ? 0xb4 : 0xd1))
            .putInt(userId.value().length())
            .array();
    return joined(primary.hashed(), header, userId.value().copy());
  }

  /** Whether the primary key made it, so that it is to be relied on. */
  Outcome judge(SignaturePacket signature, byte[] subject) {
    Optional<HashAlgorithm> hash = HashAlgorithm.byOpenPgpId(signature.hashAlgorithm());
    if (hash.isEmpty() || hash.get() == HashAlgorithm.MD5) {
      return Outcome.NOT_JUDGED;
    }
    if (!isMadeBy(primary, material, signature, subject)) {
      return Outcome.WRONG;
    }
    boolean reliable =
        signature.says().created().isPresent() && signature.says().notUnderstood().isEmpty();
    return reliable ? Outcome.VERIFIED : Outcome.NOT_JUDGED;
  }

  /** Of a signature that {@link #judge} found verified. */
  SelfSignature accepted(SignaturePacket signature, boolean backSigned) {
    return new SelfSignature(
        signature,
        HashAlgorithm.byOpenPgpId(signature.hashAlgorithm()).orElseThrow(),
        signature.says().created().orElseThrow(),
        backSigned);
  }

  /**
   * Whether a revocation is in force: by the primary key, and be it with MD5. One that names the
   * key and cannot be verified counts too; who revoked his key must not be overheard.
   */
  boolean isRevocation(SignaturePacket signature, byte[] subject) {
    Optional<HashAlgorithm> hash = HashAlgorithm.byOpenPgpId(signature.hashAlgorithm());
    return hash.isEmpty()
        ? Issuer.of(signature).mayBe(new Fingerprint(primary.fingerprint()))
        : isMadeBy(primary, material, signature, subject);
  }

  /** Whether the subkey agrees to belong to this primary key (section 5.2.1.9). */
  boolean isBackSigned(KeyPacket subkey, KeyMaterial subkeyMaterial, List<SignaturePacket> offers) {
    byte[] subject = subject(subkey);
    return offers.stream()
        .filter(offer -> offer.type() == SignaturePacket.PRIMARY_KEY_BINDING)
        .filter(offer -> offer.hashAlgorithm() != 1)
        .filter(offer -> offer.says().created().isPresent())
        .filter(offer -> offer.says().notUnderstood().isEmpty())
        .anyMatch(offer -> isMadeBy(subkey, subkeyMaterial, offer, subject));
  }

  /** The signatures inside of a signature; one that cannot be read is none. */
  static List<SignaturePacket> embedded(SignaturePacket signature) {
    return signature.says().embedded().stream().flatMap(s -> parsed(s).stream()).toList();
  }

  private static Optional<SignaturePacket> parsed(Span body) {
    try {
      return SignaturePacket.parse(body);
    } catch (InputException e) {
      return Optional.empty();
    }
  }

  private static boolean isMadeBy(
      KeyPacket key, KeyMaterial material, SignaturePacket signature, byte[] subject) {
    Optional<HashAlgorithm> hash = HashAlgorithm.byOpenPgpId(signature.hashAlgorithm());
    if (hash.isEmpty() || signature.version() != key.version()) {
      return false;
    }
    MessageDigest digest = hash.get().newMessageDigest();
    digest.update(signature.salt().copy());
    digest.update(subject);
    digest.update(signature.trailer());
    return RawSignature.verifies(
        material, signature.keyAlgorithm(), hash.get(), digest.digest(), signature.value());
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
