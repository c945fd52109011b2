package io.github.imaallowlist.openpgp.packet;

import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.error.MalformedInputException;
import java.util.ArrayList;
import java.util.List;

/**
 * One packet: its type, and where its header and its body are (RFC 9580, section 4).
 *
 * @param type what RFC 4880 calls its tag
 * @param start the position of its header in the block
 */
public record Packet(int type, int start, Span body) {
  public static final int SIGNATURE = 2;
  public static final int SECRET_KEY = 5;
  public static final int PUBLIC_KEY = 6;
  public static final int SECRET_SUBKEY = 7;
  public static final int MARKER = 10;
  public static final int TRUST = 12;
  public static final int USER_ID = 13;
  public static final int PUBLIC_SUBKEY = 14;
  public static final int USER_ATTRIBUTE = 17;
  public static final int PADDING = 21;

  /** Types from here on may be passed over by who does not know them (section 4.3). */
  public static final int FIRST_NON_CRITICAL = 40;

  static final int IS_PACKET = 0x80;
  private static final int NEW_FORMAT = 0x40;

  /** The packets of a block, in their order. */
  public static List<Packet> all(Block block) throws InputException {
    List<Packet> packets = new ArrayList<>();
    int position = 0;
    while (position < block.length()) {
      if (packets.size() == PacketLimits.PACKETS) {
        throw new LimitExceededException(
            block.source(),
            block.offset(position),
            "more than %,d OpenPGP packets".formatted(PacketLimits.PACKETS));
      }
      Packet packet = at(block, position);
      packets.add(packet);
      position = packet.body.end();
    }
    return packets;
  }

  private static Packet at(Block block, int start) throws InputException {
    PacketCursor cursor = new PacketCursor(block, start, block.length());
    int header = cursor.u8();
    if ((header & IS_PACKET) == 0) {
      throw block.malformed(start, "byte 0x%02x begins no OpenPGP packet".formatted(header));
    }
    boolean newFormat = (header & NEW_FORMAT) != 0;
    int type = newFormat ? header & 0x3f : (header >> 2) & 0xf;
    if (type == 0) {
      throw block.malformed(start, "a packet of the reserved type 0");
    }
    long length = newFormat ? newLength(cursor, start) : oldLength(cursor, header & 3, start);
    if (length > cursor.remaining()) {
      throw block.malformed(
          start,
          "an OpenPGP packet (%d) of %,d bytes, of which there are %,d"
              .formatted(type, length, cursor.remaining()));
    }
    return new Packet(type, start, cursor.span(length));
  }

  private static long newLength(PacketCursor cursor, int start) throws InputException {
    int first = cursor.u8();
    if (first < 192) {
      return first;
    }
    if (first < 224) {
      return ((first - 192L) << 8) + cursor.u8() + 192;
    }
    if (first < 255) {
      throw cursor.malformed(start, "a packet in parts; only data may come in parts");
    }
    return cursor.u32();
  }

  private static long oldLength(PacketCursor cursor, int lengthType, int start)
      throws InputException {
    return switch (lengthType) {
      case 0 -> cursor.u8();
      case 1 -> cursor.u16();
      case 2 -> cursor.u32();
      default ->
          throw cursor.malformed(start, "a packet without a length; only data may have none");
    };
  }

  /** Whether its kind means nothing to a reader, who passes it over (sections 4.3, 5.8, 5.14). */
  public boolean isIgnorable() {
    return type == MARKER || type == PADDING || type >= FIRST_NON_CRITICAL;
  }

  /** A copy of the whole packet, with its header. */
  public byte[] encoded() {
    return new Span(body.block(), start, body.end()).copy();
  }

  /** What to throw when the packet is not what it should be. */
  public MalformedInputException malformed(String problem) {
    return body.block().malformed(start, problem);
  }
}
