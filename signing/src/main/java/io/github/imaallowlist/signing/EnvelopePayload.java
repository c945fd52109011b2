package io.github.imaallowlist.signing;

import io.github.imaallowlist.concurrent.BackgroundDigest;
import io.github.imaallowlist.error.MalformedInputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;

/**
 * The payload where it stands in an envelope's file: one run of standard base64, padded and
 * canonical, without white space or JSON escapes, as Keylime writes it. It is decoded in chunks.
 *
 * <p>Thus a payload can be written in one way only. The URL-safe alphabet, which DSSE allows as
 * well, is refused.
 */
final class EnvelopePayload {
  /** A multiple of base64's four characters. */
  private static final int CHUNK = 64 * 1024;

  private final ByteSource envelope;
  private final long start;
  private final long encodedLength;
  private final int padding;

  private EnvelopePayload(ByteSource envelope, long start, long encodedLength, int padding) {
    this.envelope = envelope;
    this.start = start;
    this.encodedLength = encodedLength;
    this.padding = padding;
  }

  /**
   * Finds the payload's end, and so its length, which its signature needs before its first byte.
   *
   * @param start of the base64, after the quote
   * @throws IOException if it cannot be read, or its length is not one of padded base64
   */
  static EnvelopePayload measure(ByteSource envelope, long start) throws IOException {
    try (InputStream in = envelope.open()) {
      in.skipNBytes(start - 1);
      if (in.read() != '"') {
        throw changed(envelope);
      }
      byte[] buffer = new byte[CHUNK];
      long length = 0;
      int padding = 0;
      while (true) {
        int read = in.read(buffer);
        if (read < 0) {
          throw changed(envelope);
        }
        int end = indexOfQuote(buffer, read);
        padding = paddingAtEnd(buffer, end, padding);
        length += end;
        if (end < read) {
          return of(envelope, start, length, padding);
        }
      }
    }
  }

  /**
   * The payload between two quotes.
   *
   * @param end of the base64
   * @throws MalformedInputException if its length is not one of padded base64
   */
  static EnvelopePayload between(ByteSource envelope, long start, long end) throws IOException {
    int last = (int) Math.min(2, end - start);
    try (InputStream in = envelope.open()) {
      in.skipNBytes(end - last);
      return of(envelope, start, end - start, paddingAtEnd(in.readNBytes(last), last, 0));
    }
  }

  private static EnvelopePayload of(ByteSource envelope, long start, long length, int padding)
      throws MalformedInputException {
    if (length % 4 != 0 || padding > 2) {
      throw new MalformedInputException(
          envelope.name(),
          start + length,
          "expected the payload's base64 to end here in a whole group of four characters");
    }
    return new EnvelopePayload(envelope, start, length, padding);
  }

  private static int indexOfQuote(byte[] buffer, int length) {
    for (int i = 0; i < length; i++) {
      if (buffer[i] == '"') {
        return i;
      }
    }
    return length;
  }

  /** How many padding characters end the text so far, of which this is the latest part. */
  private static int paddingAtEnd(byte[] buffer, int length, int before) {
    int padding = 0;
    while (padding < length && buffer[length - 1 - padding] == '=') {
      padding++;
    }
    return padding == length ? before + padding : padding;
  }

  /** In bytes, decoded. */
  long length() {
    return encodedLength / 4 * 3 - padding;
  }

  /**
   * Decodes the payload, and digests it meanwhile.
   *
   * @param begun the digest of all before the payload
   * @return the digest of both
   * @throws MalformedInputException if it is not canonical base64; {@code out} has got what stands
   *     before the flaw, in whole groups
   */
  byte[] decode(MessageDigest begun, OutputStream out) throws IOException {
    try (InputStream in = envelope.open();
        BackgroundDigest digest = new BackgroundDigest(begun)) {
      in.skipNBytes(start);
      byte[] text = new byte[CHUNK];
      long position = 0;
      while (position < encodedLength) {
        int wanted = (int) Math.min(CHUNK, encodedLength - position);
        if (in.readNBytes(text, 0, wanted) != wanted) {
          throw changed(envelope);
        }
        boolean last = position + wanted == encodedLength;
        byte[] chunk = wanted == CHUNK ? text : Arrays.copyOf(text, wanted);
        byte[] decoded = decode(chunk, last, start + position);
        digest.update(decoded, 0, decoded.length);
        out.write(decoded);
        position += wanted;
      }
      return digest.digest();
    }
  }

  private byte[] decode(byte[] chunk, boolean last, long offset) throws MalformedInputException {
    byte[] decoded;
    try {
      decoded = Base64.getDecoder().decode(chunk);
    } catch (IllegalArgumentException e) {
      throw flaw(chunk, offset, e);
    }
    boolean canonical =
        last
            ? Arrays.equals(Base64.getEncoder().encode(decoded), chunk)
            : decoded.length == chunk.length / 4 * 3;
    if (!canonical) {
      throw new MalformedInputException(
          envelope.name(),
          offset + chunk.length - 1,
          "the payload's base64 is padded before its end, or has bits beyond its last byte");
    }
    return decoded;
  }

  private MalformedInputException flaw(byte[] chunk, long offset, Exception cause) {
    int at = 0;
    while (at < chunk.length - 1 && isBase64(chunk[at])) {
      at++;
    }
    return new MalformedInputException(
        envelope.name(),
        offset + at,
        "expected standard base64, without line breaks or escapes, in the payload",
        cause);
  }

  private static boolean isBase64(byte b) {
    return (b >= 'A' && b <= 'Z')
        || (b >= 'a' && b <= 'z')
        || (b >= '0' && b <= '9')
        || b == '+'
        || b == '/';
  }

  private static IOException changed(ByteSource source) {
    return new IOException(source.name() + ": changed while it was read");
  }
}
