package io.github.imaallowlist.openpgp.packet;

import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.error.UnsupportedInputException;
import io.github.imaallowlist.model.HashAlgorithm;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * A public key's fields as they stand (RFC 9580, section 5.5.2).
 *
 * @param version 4 or 6
 * @param algorithm the id of the public key algorithm
 * @param body the packet's body, which the fingerprint is over
 */
public record KeyPacket(int version, Instant created, int algorithm, Span body) {
  /**
   * @throws UnsupportedInputException if the key is of another version; version 3 keys are refused
   *     because anybody can make one with a given key id, and their fingerprints rest on MD5
   */
  public static KeyPacket parse(Packet packet) throws InputException {
    Span body = packet.body();
    String source = body.block().source();
    if (body.length() > PacketLimits.KEY_BYTES) {
      throw new LimitExceededException(
          source,
          body.block().offset(packet.start()),
          "an OpenPGP key of %,d bytes; at most %,d are read"
              .formatted(body.length(), PacketLimits.KEY_BYTES));
    }
    PacketCursor cursor = body.cursor();
    int version = cursor.u8();
    if (version != 4 && version != 6) {
      throw new UnsupportedInputException(
          source,
          body.block().offset(packet.start()),
          "an OpenPGP key of version %d; versions 4 and 6 are read".formatted(version));
    }
    Instant created = Instant.ofEpochSecond(cursor.u32());
    return new KeyPacket(version, created, cursor.u8(), body);
  }

  /** How the key goes into a hash: for its fingerprint, and for signatures over it. */
  public byte[] hashed() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (version == 6) {
      out.write(0x9b);
      out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(body.length()).array());
    } else {
      out.write(0x99);
      out.writeBytes(ByteBuffer.allocate(Short.BYTES).putShort((short) body.length()).array());
    }
    out.writeBytes(body.copy());
    return out.toByteArray();
  }

  /** 20 bytes for version 4, 32 for version 6 (section 5.5.4). */
  public byte[] fingerprint() {
    HashAlgorithm algorithm = version == 6 ? HashAlgorithm.SHA256 : HashAlgorithm.SHA1;
    return algorithm.newMessageDigest().digest(hashed());
  }
}
