package io.github.imaallowlist.signing.pem;

import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.error.MalformedInputException;
import java.io.IOException;
import org.bouncycastle.asn1.ASN1Primitive;

/** Reads DER that nobody vouches for. */
public final class Der {
  private Der() {}

  /** From a parsed value to the type that it should have. */
  @FunctionalInterface
  public interface Reading<T> {
    T from(ASN1Primitive value) throws IOException;
  }

  /**
   * Bouncy Castle's ASN.1 types report a flaw by whichever exception the place at hand throws,
   * checked or not; here all of them mean that the bytes are not what they should be.
   *
   * @param what the type, for the message
   * @throws MalformedInputException if the bytes are not one whole value of that type
   */
  public static <T> T read(PemBlock block, byte[] der, String what, Reading<T> reading)
      throws InputException {
    return read(block.file(), block.offset(), der, what, reading);
  }

  /**
   * The same for bytes that need not come from PEM.
   *
   * @param source the file's name, for the message
   * @param offset where the value starts in it, or where the text starts that it was decoded from
   */
  public static <T> T read(String source, long offset, byte[] der, String what, Reading<T> reading)
      throws InputException {
    try {
      return reading.from(ASN1Primitive.fromByteArray(der));
    } catch (InputException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new MalformedInputException(source, offset, "expected the DER of " + what, e);
    }
  }
}
