package io.github.imaallowlist.openpgp.packet;

import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.error.LimitExceededException;
import java.util.ArrayList;
import java.util.List;

/**
 * One statement inside of a signature (RFC 9580, section 5.2.3.7).
 *
 * @param critical whether a signature with it is void for who does not understand it
 */
public record Subpacket(int type, boolean critical, Span value) {
  public static final int CREATION_TIME = 2;
  public static final int EXPIRATION_TIME = 3;
  public static final int KEY_EXPIRATION_TIME = 9;
  public static final int ISSUER_KEY_ID = 16;
  public static final int NOTATION = 20;
  public static final int KEY_FLAGS = 27;
  public static final int REASON_FOR_REVOCATION = 29;
  public static final int EMBEDDED_SIGNATURE = 32;
  public static final int ISSUER_FINGERPRINT = 33;

  private static final int CRITICAL = 0x80;

  static List<Subpacket> all(Span area) throws InputException {
    PacketCursor cursor = area.cursor();
    List<Subpacket> all = new ArrayList<>();
    while (cursor.remaining() > 0) {
      int start = cursor.position();
      if (all.size() == PacketLimits.SUBPACKETS) {
        throw new LimitExceededException(
            area.block().source(),
            area.block().offset(start),
            "more than %d subpackets of a signature".formatted(PacketLimits.SUBPACKETS));
      }
      long length = length(cursor);
      if (length == 0) {
        throw cursor.malformed(start, "a signature subpacket without a type");
      }
      int type = cursor.u8();
      all.add(new Subpacket(type & ~CRITICAL, (type & CRITICAL) != 0, cursor.span(length - 1)));
    }
    return List.copyOf(all);
  }

  private static long length(PacketCursor cursor) throws InputException {
    int first = cursor.u8();
    if (first < 192) {
      return first;
    }
    return first < 255 ? ((first - 192L) << 8) + cursor.u8() + 192 : cursor.u32();
  }
}
