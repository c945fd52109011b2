package io.github.imaallowlist.openpgp;

import io.github.imaallowlist.openpgp.packet.Armor;
import io.github.imaallowlist.openpgp.packet.Block;
import io.github.imaallowlist.openpgp.packet.Packet;
import io.github.imaallowlist.openpgp.packet.SignaturePacket;
import io.github.imaallowlist.openpgp.packet.Span;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Certificates taken apart and put together otherwise. */
final class PacketSurgery {
  private static final int EMBEDDED_SIGNATURE = 32;
  private static final int FOR_PRIVATE_USE = 100;

  private PacketSurgery() {}

  static byte[] withoutSignatures(byte[] keys) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    packets(keys).stream()
        .filter(packet -> packet.type() != Packet.SIGNATURE)
        .forEach(packet -> out.writeBytes(packet.encoded()));
    return out.toByteArray();
  }

  /** The first certificate, with the subkeys of the second and what belongs to them. */
  static byte[] withSubkeysOf(byte[] keys, byte[] others) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(keys);
    packets(others).stream()
        .dropWhile(packet -> packet.type() != Packet.PUBLIC_SUBKEY)
        .forEach(packet -> out.writeBytes(packet.encoded()));
    return out.toByteArray();
  }

  /** gpg has them in the unhashed area, where their type can be changed unnoticed. */
  static byte[] withoutBackSignatures(byte[] keys) {
    byte[] changed = keys.clone();
    try {
      for (Packet packet : packets(keys)) {
        if (packet.type() == Packet.SIGNATURE) {
          for (Span back : SignaturePacket.parse(packet.body()).orElseThrow().says().embedded()) {
            if (changed[back.start() - 1] != EMBEDDED_SIGNATURE) {
              throw new AssertionError("no embedded signature at " + back.start());
            }
            changed[back.start() - 1] = FOR_PRIVATE_USE;
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return changed;
  }

  static List<Packet> packets(byte[] keys) {
    try {
      List<Block> blocks = Armor.blocks("keys", keys, Armor.Content.PUBLIC_KEYS);
      return Packet.all(blocks.get(0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
