package io.github.imaallowlist.signing;

import io.github.imaallowlist.error.MalformedInputException;
import java.io.IOException;
import org.bouncycastle.asn1.ASN1Primitive;

/** Reads DER that nobody vouches for. */
final class Der {
  private Der() {}

  /** From a parsed value to the type that it should have. */
  @FunctionalInterface
  interface Reading<T> {
    T from(ASN1Primitive value) throws IOException;
  }

  /**
   * Bouncy Castle's ASN.1 types report a flaw by whichever exception the place at hand throws,
   * checked or not; here all of them mean that the bytes are not what they should be.
   *
   * @param what the type, for the message
   * @throws MalformedInputException if the bytes are not one whole value of that type
   */
  static <T> T read(PemBlock block, byte[] der, String what, Reading<T> reading)
      throws MalformedInputException {
    try {
      return reading.from(ASN1Primitive.fromByteArray(der));
    } catch (MalformedInputException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw block.malformed("expected the DER of " + what, e);
    }
  }
}
