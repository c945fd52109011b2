package io.github.imaallowlist.openpgp.packet;

import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.error.MalformedInputException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a signature says about itself and about what it signs (RFC 9580, section 5.2.3.7 to
 * 5.2.3.36).
 *
 * <p>All of it comes from what is signed, but for two things that prove nothing by themselves: the
 * hints at the issuer, which say what key to try, and embedded signatures, which are verified as
 * such. Where something is said twice, the last counts (section 5.2.3.9).
 *
 * @param expiresAfter seconds from its creation; never 0
 * @param keyExpiresAfter seconds from the key's creation; 0 stands for never
 * @param keyFlags what the key is for: the first octet, which has all that matters here
 * @param revocationReason a code of section 5.2.3.31
 * @param issuerKeyIds hints, as are the fingerprints
 * @param revokers fingerprints of other keys that may revoke this one
 * @param embedded bodies of signature packets
 * @param notUnderstood what is critical and not understood here, for people; the signature is void
 */
public record Statements(
    Optional<Instant> created,
    OptionalLong expiresAfter,
    OptionalLong keyExpiresAfter,
    OptionalInt keyFlags,
    OptionalInt revocationReason,
    List<Long> issuerKeyIds,
    List<Span> issuerFingerprints,
    List<Span> revokers,
    List<Span> embedded,
    Optional<String> notUnderstood) {
  public static final int CERTIFIES = 0x01;
  public static final int SIGNS = 0x02;
  public static final int ENCRYPTS = 0x0c;
  public static final int AUTHENTICATES = 0x20;

  /** What version 3 signatures have in their body. */
  static Statements version3(Instant created, long issuerKeyId) {
    Reading reading = new Reading();
    reading.created = Optional.of(created);
    reading.issuerKeyIds.add(issuerKeyId);
    return reading.done();
  }

  static Statements of(List<Subpacket> hashed, List<Subpacket> unhashed) throws InputException {
    Reading reading = new Reading();
    for (Subpacket subpacket : hashed) {
      reading.hashed(subpacket);
      reading.anywhere(subpacket);
    }
    for (Subpacket subpacket : unhashed) {
      reading.anywhere(subpacket);
    }
    return reading.done();
  }

  /** From when on the signature is not valid, if it says so. */
  public Optional<Instant> expires() {
    return created.isPresent() && expiresAfter.isPresent()
        ? Optional.of(created.get().plusSeconds(expiresAfter.getAsLong()))
        : Optional.empty();
  }

  /** Subpackets as they are read one by one. */
  private static final class Reading {
    private Optional<Instant> created = Optional.empty();
    private OptionalLong expiresAfter = OptionalLong.empty();
    private OptionalLong keyExpiresAfter = OptionalLong.empty();
    private OptionalInt keyFlags = OptionalInt.empty();
    private OptionalInt revocationReason = OptionalInt.empty();
    private final List<Long> issuerKeyIds = new ArrayList<>();
    private final List<Span> issuerFingerprints = new ArrayList<>();
    private final List<Span> revokers = new ArrayList<>();
    private final List<Span> embedded = new ArrayList<>();
    private Optional<String> notUnderstood = Optional.empty();

    void hashed(Subpacket subpacket) throws MalformedInputException {
      Span value = subpacket.value();
      switch (subpacket.type()) {
        case 2 -> created = Optional.of(Instant.ofEpochSecond(seconds(value)));
        case 3 -> {
          long seconds = seconds(value);
          expiresAfter = seconds == 0 ? OptionalLong.empty() : OptionalLong.of(seconds);
        }
        case 9 -> keyExpiresAfter = OptionalLong.of(seconds(value));
        case 12 -> revokers.add(fingerprint(value, 2));
        case 27 -> keyFlags = OptionalInt.of(value.length() == 0 ? 0 : value.cursor().u8());
        case 29 -> revocationReason = OptionalInt.of(value.cursor().u8());
        // Preferences, names and the like: understood, in that they change nothing here.
        case 4, 5, 6, 7, 11, 16, 21, 22, 23, 24, 25, 26, 28, 30, 31, 32, 33, 34, 35, 39 -> {}
        default -> voidIfCritical(subpacket);
      }
    }

    /** A notation (20) means what its maker likes; we know none. */
    private void voidIfCritical(Subpacket subpacket) {
      if (subpacket.critical()) {
        notUnderstood =
            Optional.of(
                subpacket.type() == 20
                    ? "a critical notation"
                    : "a critical subpacket of type " + subpacket.type());
      }
    }

    void anywhere(Subpacket subpacket) throws MalformedInputException {
      Span value = subpacket.value();
      switch (subpacket.type()) {
        case 16 -> issuerKeyIds.add(ByteBuffer.wrap(exactly(Long.BYTES, value)).getLong());
        case 32 -> embedded.add(value);
        case 33 -> issuerFingerprints.add(fingerprint(value, 1));
        default -> {}
      }
    }

    private static Span fingerprint(Span value, int fieldsAhead) throws MalformedInputException {
      PacketCursor cursor = value.cursor();
      cursor.bytes(fieldsAhead);
      return cursor.span(cursor.remaining());
    }

    private static long seconds(Span value) throws MalformedInputException {
      return Integer.toUnsignedLong(ByteBuffer.wrap(exactly(Integer.BYTES, value)).getInt());
    }

    private static byte[] exactly(int length, Span value) throws MalformedInputException {
      if (value.length() != length) {
        throw value
            .cursor()
            .malformed(
                "a signature subpacket of %d bytes, not %d".formatted(value.length(), length));
      }
      return value.copy();
    }

    Statements done() {
      return new Statements(
          created,
          expiresAfter,
          keyExpiresAfter,
          keyFlags,
          revocationReason,
          List.copyOf(issuerKeyIds),
          List.copyOf(issuerFingerprints),
          List.copyOf(revokers),
          List.copyOf(embedded),
          notUnderstood);
    }
  }
}
