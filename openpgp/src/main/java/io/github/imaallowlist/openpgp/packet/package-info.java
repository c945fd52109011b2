/**
 * OpenPGP's bytes: from a file to packets, and from a packet to its fields, without any judgement
 * about keys. RFC 9580 (and 4880, which it replaces) names all numbers.
 *
 * <p>{@link io.github.imaallowlist.openpgp.packet.Armor} takes the armor off a file, {@link
 * io.github.imaallowlist.openpgp.packet.Packet} cuts what is in it, {@link
 * io.github.imaallowlist.openpgp.packet.PacketCursor} reads a packet's fields, and {@link
 * io.github.imaallowlist.openpgp.packet.SignaturePacket} has those of a signature.
 */
@NullMarked
package io.github.imaallowlist.openpgp.packet;

import org.jspecify.annotations.NullMarked;
