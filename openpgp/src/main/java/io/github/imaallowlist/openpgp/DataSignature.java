package io.github.imaallowlist.openpgp;

import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.openpgp.key.KeyAlgorithm;
import io.github.imaallowlist.openpgp.packet.Armor;
import io.github.imaallowlist.openpgp.packet.Block;
import io.github.imaallowlist.openpgp.packet.Packet;
import io.github.imaallowlist.openpgp.packet.PacketLimits;
import io.github.imaallowlist.openpgp.packet.SignaturePacket;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A signature over data that stands elsewhere: a file, or an RPM header. It is read, not verified.
 *
 * <p>Whoever has the data feeds it to {@link #newMessageDigest} and takes it to {@link #finish};
 * whoever has the keys judges the outcome with {@link Keyring#check}.
 */
public final class DataSignature {
  private final byte[] encoded;
  private final int version;
  private final Optional<SignaturePacket> packet;

  private DataSignature(byte[] encoded, int version, Optional<SignaturePacket> packet) {
    this.encoded = encoded;
    this.version = version;
    this.packet = packet;
  }

  /**
   * The signatures of a file or field, armored or binary, at least one.
   *
   * @param source the file's name, for errors
   * @throws MalformedInputException if the bytes are not whole OpenPGP signature packets
   * @throws LimitExceededException if there are more than 64 of them
   */
  public static List<DataSignature> parse(String source, byte[] bytes) throws InputException {
    List<DataSignature> signatures = new ArrayList<>();
    for (Block block : Armor.blocks(source, bytes, Armor.Content.SIGNATURES)) {
      for (Packet packet : Packet.all(block)) {
        if (packet.type() == Packet.SIGNATURE) {
          if (signatures.size() == PacketLimits.DATA_SIGNATURES) {
            throw new LimitExceededException(
                source,
                block.offset(packet.start()),
                "more than %d signatures".formatted(PacketLimits.DATA_SIGNATURES));
          }
          signatures.add(of(packet));
        } else if (!packet.isIgnorable()) {
          throw packet.malformed(
              "an OpenPGP packet of type %d, where a signature should be".formatted(packet.type()));
        }
      }
    }
    if (signatures.isEmpty()) {
      throw new MalformedInputException(source, 0, "no OpenPGP signature");
    }
    return List.copyOf(signatures);
  }

  private static DataSignature of(Packet packet) throws InputException {
    return new DataSignature(
        packet.encoded(), packet.body().cursor().u8(), SignaturePacket.parse(packet.body()));
  }

  /** 3, 4 or 6; with any other, {@link Keyring#check} says {@link SignatureStatus#UNSUPPORTED}. */
  public int version() {
    return version;
  }

  /** Empty if it is of an algorithm, or a version, that we do not know. */
  public Optional<HashAlgorithm> hashAlgorithm() {
    return packet.flatMap(p -> HashAlgorithm.byOpenPgpId(p.hashAlgorithm()));
  }

  /** When its maker says that it was made; a signature without is never good. */
  public Optional<Instant> created() {
    return packet.flatMap(p -> p.says().created());
  }

  /** From when on it is not valid, if it says so. */
  public Optional<Instant> expires() {
    return packet.flatMap(p -> p.says().expires());
  }

  /**
   * When {@link Keyring#check} says something else of it for the time alone: where it expires, or
   * is not from the future any more. Keys count as they were when it was made, so that the time
   * changes nothing about them.
   *
   * @param now at which it was checked
   * @return after that; empty: never
   */
  public Optional<Instant> judgedAnewAt(Instant now) {
    return Stream.concat(
            created().stream().map(made -> made.minus(SignatureVerification.CLOCK_SKEW)),
            expires().stream())
        .filter(time -> time.isAfter(now))
        .min(Comparator.naturalOrder());
  }

  /** The key that it names, which is a hint and not to be trusted. */
  public Optional<Long> issuerKeyId() {
    Optional<Issuer> issuer = packet.map(Issuer::of);
    return issuer
        .flatMap(i -> i.keyIds().stream().findFirst())
        .or(() -> issuerFingerprint().map(Fingerprint::keyId));
  }

  /** The key that it names, which is a hint and not to be trusted. */
  public Optional<Fingerprint> issuerFingerprint() {
    return packet.map(Issuer::of).flatMap(i -> i.fingerprints().stream().findFirst());
  }

  /** The name of the algorithm, or its number where we do not know it. */
  public String publicKeyAlgorithm() {
    return packet.map(p -> KeyAlgorithm.nameOf(p.keyAlgorithm())).orElse("unknown");
  }

  /**
   * A digest computation to be fed with the signed data, and nothing else, and then {@linkplain
   * #finish finished}. Not safe for use by several threads.
   *
   * @throws IllegalStateException if {@link #hashAlgorithm} is empty
   */
  public MessageDigest newMessageDigest() {
    HashAlgorithm algorithm =
        hashAlgorithm().orElseThrow(() -> new IllegalStateException("unknown hash algorithm"));
    MessageDigest digest = algorithm.newMessageDigest();
    digest.update(packet.orElseThrow().salt().copy());
    return digest;
  }

  /**
   * Ends a computation of {@link #newMessageDigest}: adds what the signature signs of itself.
   *
   * @throws IllegalStateException if {@link #hashAlgorithm} is empty
   */
  public SignedDigest finish(MessageDigest data) {
    SignaturePacket fields =
        packet.orElseThrow(() -> new IllegalStateException("unknown version of signature"));
    data.update(fields.trailer());
    return new SignedDigest(this, data.digest());
  }

  /** A copy of the signature packet: {@link #parse} makes the same signature of it. */
  public byte[] encoded() {
    return encoded.clone();
  }

  /** Empty if it is of a version that we do not know. */
  Optional<SignaturePacket> packet() {
    return packet;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DataSignature that && Arrays.equals(encoded, that.encoded);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(encoded);
  }
}
