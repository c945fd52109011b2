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
record Subpacket(int type, boolean critical, Span value) {
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
    return all;
  }

  private static long length(PacketCursor cursor) throws InputException {
    int first = cursor.u8();
    if (first < 192) {
      return first;
    }
    return first < 255 ? ((first - 192L) << 8) + cursor.u8() + 192 : cursor.u32();
  }
}
