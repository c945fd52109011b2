package io.github.imaallowlist.rpm;

import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.model.PackageId;
import io.github.imaallowlist.rpm.header.Header;
import io.github.imaallowlist.rpm.header.HeaderDigests;
import io.github.imaallowlist.rpm.header.HeaderKind;
import io.github.imaallowlist.rpm.header.HeaderReader;
import io.github.imaallowlist.rpm.header.Lead;
import io.github.imaallowlist.rpm.header.RpmInput;
import io.github.imaallowlist.rpm.header.Tag;
import io.github.imaallowlist.rpm.signature.PackageSignature;
import io.github.imaallowlist.rpm.signature.SignatureReader;
import io.github.imaallowlist.rpm.signature.SignatureSelection;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What stands before a package's payload: lead, signature header and header, read and checked. */
public final class PackageHeaders {
  private final RpmInput in;
  private final Header signature;
  private final Header header;
  private final PackageId id;
  private final long headerStart;

  /** The digest over header and payload of packages that have no digest of the header alone. */
  private final Optional<MessageDigest> wholeDigest;

  private final SignatureReader signatures;

  private PackageHeaders(
      RpmInput in,
      Header signature,
      Header header,
      long headerStart,
      Optional<MessageDigest> wholeDigest,
      SignatureReader signatures)
      throws IOException {
    this.in = in;
    this.signature = signature;
    this.header = header;
    this.headerStart = headerStart;
    this.wholeDigest = wholeDigest;
    this.signatures = signatures;
    this.id = Nevra.read(header);
  }

  /**
   * Reads up to the payload, without the signatures.
   *
   * @throws MalformedInputException if it is not a package, or its header is damaged
   */
  public static PackageHeaders read(RpmInput in) throws IOException {
    return read(in, SignatureSelection.NONE);
  }

  /**
   * Reads up to the payload, and holds the header against the signature header's digest of it.
   *
   * @throws MalformedInputException if it is not a package, its header is damaged, or it has
   *     signatures that are none
   */
  public static PackageHeaders read(RpmInput in, SignatureSelection selection) throws IOException {
    Lead.read(in);
    Header signature = HeaderReader.read(in, HeaderKind.SIGNATURE);
    long headerStart = in.offset();
    boolean onlyMd5 =
        signature.has(Tag.SIG_MD5)
            && !signature.has(Tag.SIG_SHA1)
            && !signature.has(Tag.SIG_SHA256)
            && !signature.has(Tag.SIG_SHA3_256);
    Optional<MessageDigest> wholeDigest =
        onlyMd5 ? Optional.of(HashAlgorithm.MD5.newMessageDigest()) : Optional.empty();
    wholeDigest.ifPresent(in::tap);
    SignatureReader signatures = SignatureReader.open(signature, in, selection);
    Header header = HeaderReader.read(in, HeaderKind.HEADER);
    HeaderDigests digests = new HeaderDigests(header);
    digests.check(signature);
    signatures.digestHeader(header, digests);
    return new PackageHeaders(in, signature, header, headerStart, wholeDigest, signatures);
  }

  public Header header() {
    return header;
  }

  /** The signature header, which nothing vouches for. */
  public Header signature() {
    return signature;
  }

  public PackageId id() {
    return id;
  }

  /** The bytes from the file's start to the payload, where it was read to. */
  public long payloadStart() {
    return headerStart + header.length();
  }

  /**
   * Whether a signature covers the payload too, so that the input must be read to its end before
   * {@link #finishSignatures}, even if nothing else of the payload is wanted.
   */
  public boolean signaturesNeedPayload() {
    return signatures.needsPayload();
  }

  /** Whether the signatures are all that the package has. */
  public boolean hasAllSignatures() {
    return signatures.isComplete();
  }

  /** The signatures, as {@link SignatureReader#finish}; to be called once, at the end. */
  public List<PackageSignature> finishSignatures() {
    return signatures.finish();
  }

  /**
   * Checks how long the file is against what the signature header says of header and payload
   * together, or the header of RPM 6 of the payload.
   *
   * @param fileSize in bytes
   */
  public void checkSize(long fileSize) throws IOException {
    OptionalLong payloadSize = header.number(Tag.PAYLOAD_SIZE);
    if (payloadSize.isPresent() && payloadSize.getAsLong() != fileSize - payloadStart()) {
      throw header.malformed(
          Tag.PAYLOAD_SIZE,
          "the payload has %,d bytes, and should have %,d"
              .formatted(fileSize - payloadStart(), payloadSize.getAsLong()));
    }
    Tag tag = signature.has(Tag.SIG_LONG_SIZE) ? Tag.SIG_LONG_SIZE : Tag.SIG_SIZE;
    OptionalLong size = signature.number(tag);
    if (size.isPresent() && size.getAsLong() != fileSize - headerStart) {
      throw signature.malformed(
          tag,
          "the package has %,d bytes of header and payload, and should have %,d"
              .formatted(fileSize - headerStart, size.getAsLong()));
    }
  }

  /** Checks, at the end of the file, its size, and the digest that covers all of it, if any. */
  public void checkWhole() throws IOException {
    checkSize(in.offset());
    if (wholeDigest.isPresent()) {
      byte[] expected = signature.binary(Tag.SIG_MD5).orElseThrow();
      if (!Arrays.equals(expected, wholeDigest.get().digest())) {
        throw signature.malformed(
            Tag.SIG_MD5, "the MD5 digest over header and payload does not match");
      }
    }
  }
}
