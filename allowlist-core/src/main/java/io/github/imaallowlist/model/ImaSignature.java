package io.github.imaallowlist.model;

import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.error.UnsupportedInputException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A signature over the digest of a file's content, as it stands in the extended attribute {@code
 * security.ima}: one byte of type, then {@code struct signature_v2_hdr} of the kernel's {@code
 * security/integrity/integrity.h}, big-endian, with the signature behind it.
 *
 * <p>It is a claim: who made it, and whether it holds, is for the key to say.
 */
public final class ImaSignature {
  /** The type and the header, without the signature. */
  private static final int HEADER_LENGTH = 9;

  /** {@code EVM_IMA_XATTR_DIGSIG}. */
  private static final int TYPE_SIGNATURE = 3;

  /** {@code IMA_VERITY_DIGSIG}: a signature over the digest that fs-verity has of the file. */
  private static final int TYPE_VERITY = 6;

  private static final int VERSION_1 = 1;
  private static final int VERSION_2 = 2;
  private static final int VERSION_3 = 3;

  private final byte[] attribute;
  private final HashAlgorithm hashAlgorithm;

  private ImaSignature(byte[] attribute, HashAlgorithm hashAlgorithm) {
    this.attribute = attribute;
    this.hashAlgorithm = hashAlgorithm;
  }

  /**
   * Parses the value of the extended attribute.
   *
   * @param source the file's name, for messages
   * @param offset where in the file the value stands
   * @throws MalformedInputException if it is no signature, or cut short, or followed by something
   * @throws UnsupportedInputException if it is one of version 1 or 3, for fs-verity, or over a
   *     digest of an algorithm that is not known here
   */
  public static ImaSignature parse(String source, long offset, byte[] attribute)
      throws InputException {
    if (attribute.length < HEADER_LENGTH) {
      throw new MalformedInputException(
          source, offset, "an IMA signature of %d bytes".formatted(attribute.length));
    }
    int type = attribute[0];
    int version = attribute[1];
    if (type != TYPE_SIGNATURE && type != TYPE_VERITY) {
      throw new MalformedInputException(
          source, offset, "an IMA signature has the type 3, this one %d".formatted(type & 0xff));
    }
    if (type == TYPE_VERITY || version == VERSION_1 || version == VERSION_3) {
      throw new UnsupportedInputException(
          source,
          offset,
          "an IMA signature of type %d and version %d; type 3, version 2 is read"
              .formatted(type, version));
    }
    if (version != VERSION_2) {
      throw new MalformedInputException(
          source, offset, "no IMA signature has the version %d".formatted(version & 0xff));
    }
    int size = Short.toUnsignedInt(ByteBuffer.wrap(attribute).getShort(HEADER_LENGTH - 2));
    if (size == 0 || size != attribute.length - HEADER_LENGTH) {
      throw new MalformedInputException(
          source,
          offset,
          "an IMA signature announces %d bytes behind its header, and %d follow"
              .formatted(size, attribute.length - HEADER_LENGTH));
    }
    return new ImaSignature(attribute.clone(), algorithmOf(source, offset, attribute[2]));
  }

  private static HashAlgorithm algorithmOf(String source, long offset, int id)
      throws UnsupportedInputException {
    return HashAlgorithm.byKernelId(id)
        .orElseThrow(
            () ->
                new UnsupportedInputException(
                    source,
                    offset,
                    "an IMA signature over a digest of algorithm %d, which is not known here"
                        .formatted(id & 0xff)));
  }

  /** Of the digest that was signed. */
  public HashAlgorithm hashAlgorithm() {
    return hashAlgorithm;
  }

  public ImaKeyId keyId() {
    return new ImaKeyId(ByteBuffer.wrap(attribute).getInt(3));
  }

  /** A copy of the signature alone: PKCS #1 v1.5 of RSA, or the DER of ECDSA. */
  public byte[] signature() {
    return Arrays.copyOfRange(attribute, HEADER_LENGTH, attribute.length);
  }

  /** A copy of the whole value of the extended attribute. */
  public byte[] attribute() {
    return attribute.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ImaSignature that && Arrays.equals(attribute, that.attribute);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(attribute);
  }

  /** Such as {@code sha256 by a5982554}. */
  @Override
  public String toString() {
    return hashAlgorithm + " by " + keyId();
  }
}
