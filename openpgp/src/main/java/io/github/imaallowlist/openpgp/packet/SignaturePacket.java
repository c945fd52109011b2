package io.github.imaallowlist.openpgp.packet;

import io.github.imaallowlist.error.InputException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/**
 * A signature's fields as they stand (RFC 9580, section 5.2); nothing about it is verified.
 *
 * @param body all of it
 * @param version 3, 4 or 6
 * @param type what is signed, such as 0x00 for binary data
 * @param keyAlgorithm the id of the public key algorithm
 * @param hashAlgorithm the id of the hash algorithm
 * @param salt what is hashed ahead of the data; empty before version 6
 * @param hashedFields what is hashed behind the data, without the version's closing octets
 * @param hint the digest's first two octets, a hint for who has many keys to try. It is not signed
 *     and proves nothing: the signature itself is always verified, so a wrong hint changes no
 *     outcome
 * @param says what is said in the body (version 3) or in subpackets
 * @param value the signature's numbers
 */
public record SignaturePacket(
    Span body,
    int version,
    int type,
    int keyAlgorithm,
    int hashAlgorithm,
    Span salt,
    Span hashedFields,
    int hint,
    Statements says,
    Span value) {
  public static final int BINARY = 0x00;
  public static final int TEXT = 0x01;

  public static final int FIRST_CERTIFICATION = 0x10;
  public static final int LAST_CERTIFICATION = 0x13;
  public static final int SUBKEY_BINDING = 0x18;
  public static final int PRIMARY_KEY_BINDING = 0x19;
  public static final int DIRECT_KEY = 0x1f;
  public static final int KEY_REVOCATION = 0x20;
  public static final int SUBKEY_REVOCATION = 0x28;
  public static final int CERTIFICATION_REVOCATION = 0x30;

  /**
   * Reads a signature packet's body; empty if it is of a version that we do not know, which is no
   * error (section 5.2: such a signature is to be ignored).
   */
  public static Optional<SignaturePacket> parse(Span body) throws InputException {
    PacketCursor cursor = body.cursor();
    int version = cursor.u8();
    return switch (version) {
      case 3 -> Optional.of(version3(body, cursor));
      case 4, 6 -> Optional.of(version4or6(version, body, cursor));
      default -> Optional.empty();
    };
  }

  private static SignaturePacket version3(Span body, PacketCursor cursor) throws InputException {
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
    int hint = cursor.u16();
    return new SignaturePacket(
        body,
        3,
        type,
        keyAlgorithm,
        hashAlgorithm,
        cursor.span(0),
        hashedFields,
        hint,
        Statements.version3(created, issuer),
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
    int hint = cursor.u16();
    Span salt = version == 6 ? salt(cursor, hashAlgorithm) : cursor.span(0);
    return new SignaturePacket(
        body,
        version,
        type,
        keyAlgorithm,
        hashAlgorithm,
        salt,
        hashedFields,
        hint,
        Statements.of(Subpacket.all(hashed), Subpacket.all(unhashed)),
        cursor.span(cursor.remaining()));
  }

  /** As long as section 9.5 has it for the hash algorithm; as it says itself for an unknown one. */
  private static Span salt(PacketCursor cursor, int hashAlgorithm) throws InputException {
    int length = cursor.u8();
    int expected =
        switch (hashAlgorithm) {
          case 8, 11, 12 -> 16;
          case 9 -> 24;
          case 10, 14 -> 32;
          default -> length;
        };
    if (length != expected) {
      throw cursor.malformed("a salt of %d bytes, not %d".formatted(length, expected));
    }
    return cursor.span(length);
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

  /** Whether it vouches for a user id. */
  public boolean isCertification() {
    return type >= FIRST_CERTIFICATION && type <= LAST_CERTIFICATION;
  }
}
