package io.github.imaallowlist.signing.openpgp;

import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.openpgp.Fingerprint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.BCPGOutputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.SignaturePacket;
import org.bouncycastle.bcpg.SignatureSubpacket;
import org.bouncycastle.bcpg.sig.IssuerFingerprint;
import org.bouncycastle.bcpg.sig.IssuerKeyID;
import org.bouncycastle.bcpg.sig.SignatureCreationTime;
import org.bouncycastle.openpgp.PGPSignature;

/**
 * A signature packet of version 4 over binary data (RFC 9580, section 5.2.3).
 *
 * <p>Hashed are the creation time and the issuer's fingerprint; the issuer's key id is not, for
 * readers that know only that.
 */
final class SignatureV4 {
  private static final int VERSION = 4;
  private static final long LAST_SECOND = 0xffffffffL;

  private final SigningSecret secret;
  private final SignatureSubpacket[] hashed;
  private final SignatureSubpacket[] unhashed;

  /**
   * @throws IllegalArgumentException if there is {@linkplain #hasTime no such time}
   */
  SignatureV4(SigningSecret secret, Instant created) {
    if (!hasTime(created)) {
      throw new IllegalArgumentException("OpenPGP has no such time: " + created);
    }
    Fingerprint issuer = secret.fingerprint();
    this.secret = secret;
    this.hashed =
        new SignatureSubpacket[] {
          new SignatureCreationTime(true, Date.from(created)),
          new IssuerFingerprint(false, VERSION, issuer.bytes())
        };
    this.unhashed = new SignatureSubpacket[] {new IssuerKeyID(false, issuer.keyId())};
  }

  /** Whether the time fits into 32 bits of seconds since 1970 (RFC 9580, section 3.5). */
  static boolean hasTime(Instant time) {
    return time.getEpochSecond() >= 0 && time.getEpochSecond() <= LAST_SECOND;
  }

  /** To be fed with the data. */
  MessageDigest newMessageDigest() {
    return secret.hashAlgorithm().newMessageDigest();
  }

  /**
   * The armored signature.
   *
   * @param data {@link #newMessageDigest}, fed with the data
   */
  byte[] sign(MessageDigest data) {
    data.update(packet(new byte[2], new byte[0]).getSignatureTrailer());
    byte[] digest = data.digest();
    return armored(packet(new byte[] {digest[0], digest[1]}, secret.sign(digest)));
  }

  private SignaturePacket packet(byte[] digestStart, byte[] signature) {
    return new SignaturePacket(
        VERSION,
        PGPSignature.BINARY_DOCUMENT,
        secret.fingerprint().keyId(),
        secret.keyAlgorithm(),
        secret.hashAlgorithm() == HashAlgorithm.SHA256
            ? HashAlgorithmTags.SHA256
            : HashAlgorithmTags.SHA512,
        hashed,
        unhashed,
        digestStart,
        signature,
        new byte[0]);
  }

  private static byte[] armored(SignaturePacket packet) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try (ArmoredOutputStream armor = ArmoredOutputStream.builder().clearHeaders().build(text);
        BCPGOutputStream packets = new BCPGOutputStream(armor)) {
      packet.encode(packets);
    } catch (IOException e) {
      throw new UncheckedIOException("memory takes what is written to it", e);
    }
    return text.toByteArray();
  }
}
