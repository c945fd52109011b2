package io.github.imaallowlist.openpgp.packet;

import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.error.MalformedInputException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A signature's fields as they stand (RFC 9580, section 5.2); nothing about it is verified.
 *
 * @param version 3, 4 or 6
 * @param type what is signed, such as 0x00 for binary data
 * @param keyAlgorithm the id of the public key algorithm
 * @param hashAlgorithm the id of the hash algorithm
 * @param salt what is hashed ahead of the data; empty before version 6
 * @param hashedFields what is hashed behind the data, without the version's closing octets
 * @param hashed the subpackets that are signed
 * @param unhashed the subpackets that anybody may change
 * @param v3Body creation time and issuer of a version 3 signature
 * @param value the signature's numbers
 */
public record SignaturePacket(
    int version,
    int type,
    int keyAlgorithm,
    int hashAlgorithm,
    Span salt,
    Span hashedFields,
    List<Subpacket> hashed,
    List<Subpacket> unhashed,
    Optional<V3Body> v3Body,
    Span value) {
  public static final int BINARY = 0x00;
  public static final int TEXT = 0x01;

  /** What is in a version 3 signature's body, where later versions have subpackets. */
  public record V3Body(Instant created, long issuerKeyId) {}

  /**
   * Reads a signature packet's body; empty if it is of a version that we do not know, which is no
   * error (section 5.2: such a signature is to be ignored).
   */
  public static Optional<SignaturePacket> parse(Span body) throws InputException {
    PacketCursor cursor = body.cursor();
    int version = cursor.u8();
    return switch (version) {
      case 3 -> Optional.of(version3(cursor));
      case 4, 6 -> Optional.of(version4or6(version, body, cursor));
      default -> Optional.empty();
    };
  }

  private static SignaturePacket version3(PacketCursor cursor) throws InputException {
    int hashedLength = cursor.u8();
    if (hashedLength != 5) {
      throw cursor.malformed(
          "a version 3 signature with " + hashedLength + " bytes to hash, not 5");
    }
    Span hashedFields = cursor.span(hashedLength);
    PacketCursor fields = hashedFields.cursor();
    int type = fields.u8();
    Instant created = Instant.ofEpochSecond(fields.u32());
    long issuer = ByteBuffer.wrap(cursor.bytes(Long.BYTES)).getLong();
    int keyAlgorithm = cursor.u8();
    int hashAlgorithm = cursor.u8();
    skipHint(cursor);
    return new SignaturePacket(
        3,
        type,
        keyAlgorithm,
        hashAlgorithm,
        cursor.span(0),
        hashedFields,
        List.of(),
        List.of(),
        Optional.of(new V3Body(created, issuer)),
        cursor.span(cursor.remaining()));
  }

  private static SignaturePacket version4or6(int version, Span body, PacketCursor cursor)
      throws InputException {
    int type = cursor.u8();
    int keyAlgorithm = cursor.u8();
    int hashAlgorithm = cursor.u8();
    Span hashed = cursor.span(version == 6 ? cursor.u32() : cursor.u16());
    Span hashedFields = new Span(body.block(), body.start(), cursor.position());
    Span unhashed = cursor.span(version == 6 ? cursor.u32() : cursor.u16());
    skipHint(cursor);
    Span salt = cursor.span(version == 6 ? cursor.u8() : 0);
    return new SignaturePacket(
        version,
        type,
        keyAlgorithm,
        hashAlgorithm,
        salt,
        hashedFields,
        Subpacket.all(hashed),
        Subpacket.all(unhashed),
        Optional.empty(),
        cursor.span(cursor.remaining()));
  }

  /**
   * The digest's first two bytes, a hint for who has many keys to try. It is not signed and proves
   * nothing: the signature itself is always verified, so a wrong hint changes no outcome.
   */
  private static void skipHint(PacketCursor cursor) throws MalformedInputException {
    cursor.u16();
  }

  /** What the signer's hash went over behind the signed data (section 5.2.4). */
  public byte[] trailer() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(hashedFields.copy());
    if (version != 3) {
      out.write(version);
      out.write(0xff);
      out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(hashedFields.length()).array());
    }
    return out.toByteArray();
  }

  /** When the signature says that it was made; later versions must say so in what they sign. */
  public Optional<Instant> created() throws MalformedInputException {
    if (v3Body.isPresent()) {
      return v3Body.map(V3Body::created);
    }
    OptionalLong seconds = hashedSeconds(Subpacket.CREATION_TIME);
    return seconds.isPresent()
        ? Optional.of(Instant.ofEpochSecond(seconds.getAsLong()))
        : Optional.empty();
  }

  /** A signed subpacket's number of seconds; the last one counts (section 5.2.3.9). */
  public OptionalLong hashedSeconds(int subpacketType) throws MalformedInputException {
    OptionalLong seconds = OptionalLong.empty();
    for (Subpacket subpacket : hashed) {
      if (subpacket.type() == subpacketType) {
        seconds = OptionalLong.of(subpacket.value().cursor().u32());
      }
    }
    return seconds;
  }
}
