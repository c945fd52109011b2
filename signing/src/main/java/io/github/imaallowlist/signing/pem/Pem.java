package io.github.imaallowlist.signing.pem;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** Writes DER as text (RFC 7468), with the line length that OpenSSL writes. */
public final class Pem {
  private static final int COLUMNS = 64;
  private static final byte[] NEWLINE = {'\n'};

  private Pem() {}

  /**
   * @param label such as {@code PUBLIC KEY}
   * @return text that ends with a newline
   */
  public static byte[] encode(String label, byte[] der) {
    byte[] begin = ascii("-----BEGIN " + label + "-----\n");
    byte[] body = Base64.getMimeEncoder(COLUMNS, NEWLINE).encode(der);
    byte[] end = ascii("\n-----END " + label + "-----\n");
    byte[] text = new byte[begin.length + body.length + end.length];
    System.arraycopy(begin, 0, text, 0, begin.length);
    System.arraycopy(body, 0, text, begin.length, body.length);
    System.arraycopy(end, 0, text, begin.length + body.length, end.length);
    // The body may be a private key.
    Arrays.fill(body, (byte) 0);
    return text;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
