package io.github.imaallowlist.rpm.signature;

import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.openpgp.DataSignature;
import io.github.imaallowlist.rpm.header.Header;
import io.github.imaallowlist.rpm.header.RpmLimits;
import io.github.imaallowlist.rpm.header.Strings;
import io.github.imaallowlist.rpm.header.Tag;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Takes the OpenPGP signatures out of a signature header. As in RPM, a tag's name does not bind the
 * algorithm: what made the signature is in the packet.
 *
 * <p>Stricter than RPM in two ways, each for the sake of one rule for all packages: signatures of
 * RPM 3 and 4 count beside those of RPM 6, where {@code rpmvsAppend} then leaves them out; and what
 * is no signature at all makes the package malformed whatever else it has.
 */
final class SignatureTags {
  /** A binary packet begins with a set bit (RFC 9580, section 4.2); armor begins without. */
  private static final int PACKET_BIT = 0x80;

  private final Header header;
  private final String source;
  private final List<Found> found = new ArrayList<>();

  private SignatureTags(Header header, String source) {
    this.header = header;
    this.source = source;
  }

  /** A signature, and where it stands. */
  record Found(Scope scope, Tag tag, DataSignature signature) {
    /** {@code RSAHEADER}. */
    String tagName() {
      return tag.title();
    }

    boolean hasDigest() {
      return signature.hashAlgorithm().isPresent();
    }

    /**
     * Whether its hash algorithm is one that can prove anything. A weak one is digested all the
     * same: that the signature is bad is worth more than that it is weak.
     */
    boolean isStrong() {
      return signature.hashAlgorithm().filter(algorithm -> !algorithm.isWeak()).isPresent();
    }
  }

  /**
   * All signatures, in the order of their tags.
   *
   * @param header the signature header
   * @param source the package's file, for errors
   * @throws MalformedInputException if something else stands where a signature should
   * @throws LimitExceededException if they are more or larger than {@link RpmLimits} allows
   */
  static List<Found> read(Header header, String source) throws IOException {
    SignatureTags tags = new SignatureTags(header, source);
    tags.readBinary(Scope.HEADER, Tag.DSA_HEADER);
    tags.readBinary(Scope.HEADER, Tag.RSA_HEADER);
    tags.readStrings(Scope.HEADER, Tag.OPENPGP);
    tags.readBinary(Scope.HEADER_AND_PAYLOAD, Tag.SIG_PGP);
    tags.readBinary(Scope.HEADER_AND_PAYLOAD, Tag.SIG_GPG);
    return tags.found;
  }

  private void readBinary(Scope scope, Tag tag) throws IOException {
    Optional<byte[]> packets = header.binary(tag);
    if (packets.isPresent()) {
      parse(scope, tag, packets.get());
    }
  }

  /** RPM 6: any number of signatures, each in base64 without line breaks. */
  private void readStrings(Scope scope, Tag tag) throws IOException {
    Optional<Strings> values = header.strings(tag);
    if (values.isEmpty()) {
      return;
    }
    requireCount(tag, values.get().size());
    for (int i = 0; i < values.get().size(); i++) {
      byte[] packets;
      try {
        packets = Base64.getDecoder().decode(values.get().bytes(i));
      } catch (IllegalArgumentException e) {
        throw header.malformed(tag, tag + " is not in base64");
      }
      parse(scope, tag, packets);
    }
  }

  private void parse(Scope scope, Tag tag, byte[] packets) throws IOException {
    if (packets.length > RpmLimits.SIGNATURE_PACKET_BYTES) {
      throw limit(
          tag,
          "%s has %,d bytes; the limit is %,d"
              .formatted(tag, packets.length, RpmLimits.SIGNATURE_PACKET_BYTES));
    }
    if (packets.length == 0 || (packets[0] & PACKET_BIT) == 0) {
      throw header.malformed(tag, tag + " holds no OpenPGP packet");
    }
    List<DataSignature> signatures;
    try {
      signatures = DataSignature.parse(source, packets);
    } catch (InputException e) {
      throw header.malformed(tag, "%s: %s".formatted(tag, e.problem()));
    }
    requireCount(tag, found.size() + signatures.size());
    signatures.forEach(signature -> found.add(new Found(scope, tag, signature)));
  }

  private void requireCount(Tag tag, int count) throws LimitExceededException {
    if (count > RpmLimits.SIGNATURES) {
      throw limit(
          tag,
          "there are %,d signatures or more; the limit is %d"
              .formatted(count, RpmLimits.SIGNATURES));
    }
  }

  private LimitExceededException limit(Tag tag, String problem) {
    MalformedInputException place = header.malformed(tag, problem);
    return new LimitExceededException(source, place.offset(), place.problem());
  }
}
